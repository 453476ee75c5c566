# Actes, ajustements, comparaisons, vues, à propos.
acts-here = Actes
acts-title = Actes de { $view }
acts-restricted = Restreints à
acts-all = Tous les actes de la vue
acts-none = Aucun acte ne répond.
acts-contacts-only = contacts
act-title = Un acte
act-objects = Sur quoi il porte
act-body = Ce qu'il dit d'autre
act-beside = Les actes à côté
act-raw = En données
act-kind = Genre
act-operation = Opération
act-lasted = Durée
act-id = Identifiant
act-position = Position dans le registre
act-recorded = Enregistré
act-parts = Qui y a travaillé
act-actor = Acteur
act-phase = Phase
act-who = Qui
act-work = Travail
act-unnamed = non nommé
act-estimated = estimé
adjustments-here = Demandes
adjustments-title = Demandes : { $outcome }
adjustments-none = Aucune demande n'a fini ainsi.
adjustment-here = Une demande
adjustment-title = Une demande : { $outcome }
adjustment-opened = Ouverte
adjustment-span = De la première à la dernière
adjustment-open = encore ouverte
adjustment-told = Exprimée d'abord le { $opened }. { $contacts ->
    [one] Elle a pris un contact, { $span } en tout.
   *[other] Elle a pris { $contacts } contacts en { $span }.
}
adjustment-open-why = Le journal finit moins de { $window } après : un contact ultérieur aurait encore pu changer cela.
story-act = acte { $n }
story-later = { $time } plus tard
compare-title = Deux vues côte à côte
compare-left = À gauche
compare-right = À droite
compare-go = Mettre côte à côte
compare-choose = Choisissez deux vues. Leurs chiffres sont montrés sous les mêmes règles, sans verdict.
compare-figures = Chiffres des deux
compare-mean-wait = Attente moyenne
compare-fitted-at-once = Demandes ajustées du premier coup
compare-needed-returns = Demandes qui ont exigé des retours
views-title = Vues
views-lead = Une vue, ce sont les actes d'une organisation gardés ensemble. Les vues ne se mêlent jamais.
views-none = Pas encore de vue.
views-open = Portrait
views-change = Renommer ou abandonner
views-new-name = Nouveau nom
views-rename = Renommer
views-drop = Abandonner cette vue…
drop-view-title = Abandonner la vue { $view } ?
drop-view-text = { $n ->
    [one] Son { $n } acte, ses notes et ses rapports disparaîtront. Le fichier d'où elle vient n'est pas touché.
   *[other] Ses { $n } actes, ses notes et ses rapports disparaîtront. Le fichier d'où elle vient n'est pas touché.
}
drop-view-go = L'abandonner
drop-view-keep = La garder
about-title = À propos de Comptoir
about-what = Comptoir est le comptoir où l'on vend, où l'on parle et où l'on compte. Il tient un seul registre de ce que clients, agents et machines ont fait, et en tire le portrait d'un service : ce que tout ce travail a ajusté.
about-adjustment-title = À quoi il se mesure
about-adjustment = Un ajustement s'ouvre par une demande telle qu'elle s'exprime d'abord et porte les actes des deux côtés. Il finit ajusté, ajusté après retours, défait ou sans offre ; les traces ultérieures le confirment ou le démentent. La règle qui le dit est imprimée à côté de chaque chiffre.
about-data-title = Vos données
about-data = Tout reste sur cette machine. Les actes ne contiennent pas de noms : les personnes d'un journal importé sont connues par des empreintes sous un secret de la vue, sauf si qui importe demande à garder les noms.
about-groups = Le portrait montre des groupes de cinq ou plus, jamais un classement de personnes. Il énonce des faits et dit ce qu'un journal ne dit pas ; il n'affirme aucune cause.
about-version = Version
about-folder = Dossier des données
about-accessibility = Ces pages visent les WCAG 2.2, niveau AA : tout marche au clavier et sans script, chaque graphique a sa table, la couleur n'est jamais le seul signe, les contrastes tiennent en clair et en sombre, et la page s'imprime.
about-accessibility-limits = Limite connue : le calendrier des demi-heures et les flux défilent de côté sur un écran étroit.
about-licence-title = Licence
about-licence = Licence Apache 2.0.
