# Le cadre de toute page.
skip-to-content = Aller au contenu
nav-label = Principale
nav-home = Accueil
nav-views = Vues
nav-import = Apporter un journal
nav-about = À propos
switch-language = Langue
switch-theme = Couleurs
theme-system = Comme le système
theme-light = Clair
theme-dark = Sombre
foot-local = Rien ne quitte cette machine.
foot-about = À propos de Comptoir
foot-accessibility = Accessibilité
badge-simulated = simulé
badge-live = registre propre
badge-imported = journal importé
simulated-why = Personnes et actes inventés à partir d'une graine. Rien de ceci n'a eu lieu.
crumbs-label = Vous êtes ici
unfinished-title = Cet import n'est pas allé à son terme.
unfinished-text = { $n ->
    [one] Les chiffres portent sur la { $n } ligne importée jusqu'ici.
   *[other] Les chiffres portent sur les { $n } lignes importées jusqu'ici.
}
unfinished-follow = Le suivre ou le reprendre
pager-label = Pages
pager-previous = Avant
pager-next = Après
problems-title = { $n ->
    [one] Une chose est à corriger :
   *[other] { $n } choses sont à corriger :
}
title-simulated = Une quinzaine simulée
