# Images refusées, et pourquoi.
picture-empty = Le fichier est vide.
picture-too-heavy = Le fichier est trop lourd : 4 Mo au plus. Enregistrez l'image en plus petit.
picture-svg = Les fichiers SVG ne sont pas acceptés, car ils peuvent contenir des programmes : enregistrez l'image en PNG ou en WebP.
picture-none = Ce fichier n'est pas une image qu'un navigateur affiche, quel que soit son nom : donnez un fichier PNG, JPEG, WebP ou GIF.
picture-broken = Ce fichier commence comme une image, mais il est abîmé ou n'en est pas une.
picture-too-large = L'image est trop grande : au plus 8 000 pixels de côté et 24 millions en tout.
picture-no-alt = Dites en français et en anglais ce que montre l'image, pour qui ne la voit pas.
picture-long-alt = Ce que montre l'image se dit en 400 caractères au plus : gardez l'essentiel.
