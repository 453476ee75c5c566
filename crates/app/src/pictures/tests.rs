use super::sniff::PictureProblem;
use super::*;

fn chunk(name: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let named = [&name[..], content].concat();
    [&(content.len() as u32).to_be_bytes()[..], &named, &crc32fast::hash(&named).to_be_bytes()].concat()
}

fn png_of(width: u32, height: u32, more: &[Vec<u8>]) -> Vec<u8> {
    let header = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 2, 0, 0, 0]].concat();
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    file.extend(chunk(b"IHDR", &header));
    file.extend(more.concat());
    file.extend(chunk(b"IDAT", &[0x78, 1, 1, 0, 0]));
    file.extend(chunk(b"IEND", &[]));
    file
}

fn segment(marker: u8, content: &[u8]) -> Vec<u8> {
    [&[0xff, marker][..], &((content.len() + 2) as u16).to_be_bytes(), content].concat()
}

fn jpeg_of(more: &[Vec<u8>]) -> Vec<u8> {
    let frame = [8, 0, 10, 0, 20, 1, 1, 0x11, 0];
    let mut file = vec![0xff, 0xd8];
    file.extend(more.concat());
    file.extend(segment(0xc0, &frame));
    file.extend(segment(0xda, &[1, 1, 0, 0, 63, 0]));
    file.extend([1, 2, 0xff, 0x00, 3, 0xff, 0xd0, 4, 0xff, 0xd9]);
    file
}

fn gif() -> Vec<u8> {
    let mut file = b"GIF89a\x05\0\x04\0\x80\0\0".to_vec();
    file.extend([0; 6]);
    file.extend(b"\x21\xfe\x06secret\0");
    file.extend(b"\x2c\0\0\0\0\x05\0\x04\0\0\x02\x02\x44\x01\0");
    file.push(0x3b);
    file
}

fn webp(more: &[u8]) -> Vec<u8> {
    let mut chunks = b"VP8X\x0a\0\0\0\x0c\0\0\0\x04\0\0\x03\0\0".to_vec();
    chunks.extend(b"VP8L\x05\0\0\0\x2f\x04\xc0\0\0\0");
    chunks.extend(more);
    [&b"RIFF"[..], &(chunks.len() as u32 + 4).to_le_bytes(), b"WEBP", &chunks].concat()
}

fn holds(bytes: &[u8], text: &[u8]) -> bool {
    bytes.windows(text.len()).any(|window| window == text)
}

#[test]
fn a_picture_is_what_its_content_says() {
    let kinds = [
        (png_of(3, 2, &[]), PictureKind::Png, (3, 2)),
        (jpeg_of(&[]), PictureKind::Jpeg, (20, 10)),
        (gif(), PictureKind::Gif, (5, 4)),
        (webp(&[]), PictureKind::WebP, (5, 4)),
    ];
    for (file, kind, size) in kinds {
        let clean = read_picture(&file).unwrap();
        assert_eq!((clean.kind, (clean.width, clean.height)), (kind, size));
        assert_eq!(read_picture(&clean.bytes).unwrap(), clean, "cleaning again changes nothing");
    }
}

#[test]
fn what_tells_about_its_maker_is_dropped() {
    let file = png_of(3, 2, &[chunk(b"eXIf", b"GPS secret"), chunk(b"tEXt", b"secret")]);
    assert!(!holds(&read_picture(&file).unwrap().bytes, b"secret"));
    let file = jpeg_of(&[
        segment(0xe0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0"),
        segment(0xe1, b"http://ns.adobe.com/xap/1.0/\0secret"),
        segment(0xfe, b"secret"),
        segment(0xed, b"Photoshop secret"),
    ]);
    let clean = read_picture(&file).unwrap().bytes;
    assert!(!holds(&clean, b"secret") && holds(&clean, b"JFIF"));
    assert!(!holds(&read_picture(&gif()).unwrap().bytes, b"secret"));
    let clean = read_picture(&webp(b"EXIF\x06\0\0\0secret")).unwrap().bytes;
    assert!(!holds(&clean, b"secret"));
}

#[test]
fn a_photograph_stays_upright() {
    let mut exif = b"Exif\0\0II*\0\x08\0\0\0\x02\0".to_vec();
    exif.extend([0x0f, 1, 2, 0, 1, 0, 0, 0, 0, 0, 0, 0]);
    exif.extend([0x12, 1, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0]);
    exif.extend(b"\0\0\0\0GPS secret");
    assert_eq!(orientation::in_exif(&exif), Some(6));
    let clean = read_picture(&jpeg_of(&[segment(0xe1, &exif)])).unwrap().bytes;
    assert!(!holds(&clean, b"secret"));
    let kept = orientation::segment(6);
    assert!(holds(&clean, &kept));
    assert_eq!(orientation::in_exif(&kept[4..]), Some(6));
    assert_eq!(orientation::in_exif(b"Exif\0\0MM\0*\xff\xff\xff\xff"), None);
}

#[test]
fn a_file_that_lies_is_refused_with_why() {
    let refused = |file: &[u8]| read_picture(file).unwrap_err();
    assert_eq!(refused(b""), PictureProblem::Empty);
    assert_eq!(refused(b"<?xml version='1.0'?><svg onload='x()'/>"), PictureProblem::Svg);
    assert_eq!(refused(b"<html><script>1</script>"), PictureProblem::NoPicture);
    assert_eq!(refused(b"%PDF-1.7"), PictureProblem::NoPicture);
    let begins = |file: &[u8]| matches!(refused(file), PictureProblem::Broken { .. });
    assert!(begins(b"\x89PNG\r\n\x1a\n<script>alert(1)</script>"));
    assert!(begins(b"\xff\xd8\xff<script>"));
    assert!(begins(b"GIF89a/*<script>*/=1;"));
    assert!(begins(b"RIFF\xff\xff\xff\x7fWEBPVP8 "));
    let mut damaged = png_of(3, 2, &[]);
    damaged[20] ^= 1;
    assert!(begins(&damaged));
}

#[test]
fn what_hides_after_the_end_is_dropped() {
    for file in [png_of(3, 2, &[]), jpeg_of(&[]), gif(), webp(&[])] {
        let long = [&file[..], b"<script>alert(1)</script>"].concat();
        assert!(!holds(&read_picture(&long).unwrap().bytes, b"script"));
    }
}

#[test]
fn a_picture_of_too_many_pixels_is_refused_without_being_unpacked() {
    assert_eq!(
        read_picture(&png_of(60_000, 60_000, &[])),
        Err(PictureProblem::TooLarge { width: 60_000, height: 60_000 })
    );
    assert!(matches!(read_picture(&png_of(0, 5, &[])), Err(PictureProblem::Broken { .. })));
    assert!(matches!(read_picture(&vec![0; LARGEST_PICTURE + 1]), Err(PictureProblem::TooHeavy { .. })));
}

#[test]
fn every_cut_and_every_wrong_byte_is_answered() {
    for file in [
        png_of(3, 2, &[chunk(b"tEXt", b"x")]),
        jpeg_of(&[segment(0xfe, b"x")]),
        gif(),
        webp(b"EXIF\x01\0\0\0x\0"),
    ] {
        for end in 0..file.len() {
            assert!(read_picture(&file[..end]).is_err(), "{end} of {}", file.len());
        }
        for place in 0..file.len() {
            for bit in 0..8 {
                let mut other = file.clone();
                other[place] ^= 1 << bit;
                let _ = read_picture(&other);
            }
        }
    }
}
