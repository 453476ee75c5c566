# The frame of every page.
skip-to-content = Skip to content
nav-label = Main
nav-home = Home
nav-views = Views
nav-import = Bring a log
nav-about = About
switch-language = Language
switch-theme = Colours
theme-system = As the system
theme-light = Light
theme-dark = Dark
foot-local = Nothing leaves this machine.
foot-about = About Comptoir
foot-accessibility = Accessibility
badge-simulated = simulated
badge-live = own ledger
badge-imported = imported log
simulated-why = Invented people and acts, made from a seed. Nothing here happened.
crumbs-label = You are here
unfinished-title = This import has not come to its end.
unfinished-text = { $n ->
    [one] Figures cover the { $n } row imported so far.
   *[other] Figures cover the { $n } rows imported so far.
}
unfinished-follow = Follow or resume it
pager-label = Pages
pager-previous = Before
pager-next = After
problems-title = { $n ->
    [one] One thing is to be put right:
   *[other] { $n } things are to be put right:
}
title-simulated = A simulated fortnight
