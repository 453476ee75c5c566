# Pictures that are refused, and why.
picture-empty = The file is empty.
picture-too-heavy = The file is too heavy: 4 MB at most. Save the picture smaller.
picture-svg = SVG files are not taken, since they can hold programs: save the picture as PNG or WebP.
picture-none = This file is no picture that a browser shows, whatever its name: give a PNG, JPEG, WebP or GIF file.
picture-broken = This file begins like a picture, but it is damaged or is none.
picture-too-large = The picture is too large: at most 8,000 pixels on a side and 24 million in all.
picture-no-alt = Say in French and in English what the picture shows, for those who do not see it.
picture-long-alt = What the picture shows is said in 400 characters at most: keep the essential.
