# Acts, adjustments, comparisons, views, about.
acts-here = Acts
acts-title = Acts of { $view }
acts-restricted = Restricted to
acts-all = All acts of the view
acts-none = No act matches.
acts-contacts-only = contacts
act-title = One act
act-objects = What it is about
act-body = What else it says
act-beside = Acts beside it
act-raw = As data
act-kind = Kind
act-operation = Operation
act-lasted = Lasted
act-id = Id
act-position = Position in the ledger
act-recorded = Recorded
act-parts = Who worked in it
act-actor = Actor
act-phase = Phase
act-who = Who
act-work = Work
act-unnamed = not named
act-estimated = estimated
adjustments-here = Demands
adjustments-title = Demands: { $outcome }
adjustments-none = No demand ended so.
adjustment-here = One demand
adjustment-title = One demand: { $outcome }
adjustment-opened = Opened
adjustment-span = From first to last
adjustment-open = still open
adjustment-told = First expressed on { $opened }. { $contacts ->
    [one] It took one contact, { $span } in all.
   *[other] It took { $contacts } contacts over { $span }.
}
adjustment-open-why = The log ends less than { $window } after: a later contact could still have changed this.
story-act = act { $n }
story-later = { $time } later
compare-title = Two views side by side
compare-left = Left
compare-right = Right
compare-go = Lay side by side
compare-choose = Choose two views. Their figures are shown under the same rules, without a verdict.
compare-figures = Figures of both
compare-mean-wait = Mean wait
compare-fitted-at-once = Demands fitted at once
compare-needed-returns = Demands that needed returns
views-title = Views
views-lead = A view is one organisation's acts kept together. Views never mix.
views-none = No view yet.
views-open = Portrait
views-change = Rename or drop
views-new-name = New name
views-rename = Rename
views-drop = Drop this view…
drop-view-title = Drop the view { $view }?
drop-view-text = { $n ->
    [one] Its { $n } act, its notes and its reports will be gone. The file that it came from is not touched.
   *[other] Its { $n } acts, its notes and its reports will be gone. The file that it came from is not touched.
}
drop-view-go = Drop it
drop-view-keep = Keep it
about-title = About Comptoir
about-what = Comptoir is the counter where one sells, talks and counts. It keeps one ledger of what customers, agents and machines did, and draws from it the portrait of a service: what all that work achieved.
about-adjustment-title = What it judges itself by
about-adjustment = An adjustment is opened by a demand as first expressed and carries the acts of both sides. It ends fitted, fitted after returns, undone or unmet; later traces confirm or deny it. The rule that says so is printed beside every figure.
about-data-title = Your data
about-data = Everything stays on this machine. Acts hold no names: people of an imported log are known by keyed hashes under a secret of the view, unless whoever imports asks to keep names.
about-groups = The portrait shows groups of five or more, never a ranking of people. It states facts and says what a log does not say; it asserts no cause.
about-version = Version
about-folder = Data folder
about-accessibility = These pages aim at WCAG 2.2, level AA: everything works by keyboard and without scripts, every chart has its table, colours are never the only sign, contrasts hold in light and dark, and the page prints.
about-accessibility-limits = Known limit: the calendar of half-hours and the flows scroll sideways on a narrow screen.
about-licence-title = Licence
about-licence = Apache License 2.0.
