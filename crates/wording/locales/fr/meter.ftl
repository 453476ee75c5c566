### Le fichier de compteur : ce qu’aurait coûté votre propre consommation.

meter-title = Comparer avec votre consommation
meter-lead = Donnez le fichier de votre compteur : vous voyez ce que chaque tarif vous aurait coûté, mois par mois, au centime près.
meter-private = Le fichier est lu en mémoire puis oublié au bout d’une demi-heure. Rien n’est conservé sans votre accord.
meter-file-title = Avec le fichier du compteur
meter-file-label = Fichier de consommation
meter-file-hint = Courbe de charge (demi-heures), consommations horaires ou journalières, relevés d’index : CSV ou texte, compressé ou non, { $limit } Mo au plus. Avec Linky : espace client du distributeur, « Télécharger mes données », consommation horaire.
meter-file-go = Lire le fichier
meter-stated-title = Sans fichier
meter-stated-lead = Indiquez une consommation annuelle. Elle est répartie également sur les jours de l’année : un logement chauffé à l’électricité consomme en réalité davantage en hiver.
meter-stated-kwh = Consommation en un an (kWh)
meter-stated-share = Part en heures creuses (%)
meter-stated-hours = Heures creuses
meter-stated-go = Comparer
meter-kept-title = Vos consommations conservées
meter-kept-see = Voir les tarifs
meter-kept-told = Voir ce qu’un conseiller a vu
meter-kept-forget = Effacer
meter-kept-when = conservée le { $day }
meter-none-on-shelf = Aucune offre de la boutique n’est facturée selon un compteur pour le moment.

meter-asked-title = Comment lire ce fichier ?
meter-asked-lead = Le fichier « { $file } » ne dit pas tout. Vérifiez ou complétez, puis relisez-le.
meter-edit-title = Lecture du fichier
meter-edit-lead = Voici comment le fichier « { $file } » est lu. Corrigez ce qui ne va pas.
meter-asked-field = à préciser
meter-preview = Les premières lignes
meter-field-time = Colonne de la date (et de l’heure)
meter-field-time2 = Colonne de l’heure, si elle est à part
meter-field-format = Écriture des dates
meter-field-format-hint = « iso » pour 2026-03-01 10:00 ; sinon %d jour, %m mois, %Y année, %H heures, %M minutes.
meter-field-value = Colonne des valeurs
meter-field-value-across = toutes les colonnes de la journée
meter-field-unit = Unité des valeurs
meter-field-unit-choose = Choisissez…
meter-field-unit-column = dite par la colonne « { $column } »
meter-field-stamps = L’heure écrite sur chaque ligne est
meter-stamps-start = le début de l’intervalle
meter-stamps-end = la fin de l’intervalle
meter-field-zone = Fuseau des heures sans décalage
meter-field-zone-hint = Un nom comme Europe/Paris, ou un décalage comme +10:00.
meter-field-decimal = Les décimales suivent
meter-decimal-point = un point (0.25)
meter-decimal-comma = une virgule (0,25)
meter-field-cumulative = Les valeurs sont
meter-cumulative-no = la consommation ou la puissance de chaque intervalle
meter-cumulative-yes = un index qui ne fait que croître
meter-field-meter = Colonne du compteur
meter-field-none = aucune
meter-column = colonne { $n }
meter-field-step = Durée d’un intervalle, en minutes
meter-field-step-hint = Laissez vide pour la déduire du fichier.
meter-read-again = Lire ainsi
meter-other-file = Donner un autre fichier
meter-unit-W = watts (puissance moyenne)
meter-unit-kW = kilowatts (puissance moyenne)
meter-unit-Wh = wattheures
meter-unit-kWh = kilowattheures
meter-unit-MWh = mégawattheures
meter-unit-m3 = mètres cubes

meter-result-title = Ce que chaque tarif aurait coûté
meter-result-use = { $used } du { $from } au { $to }
meter-result-peak = Demi-heure la plus forte : { $peak } kW en moyenne. À un instant donné, davantage est possible.
meter-result-peak-long = Intervalle le plus fort : { $peak } kW en moyenne. Ces intervalles sont trop longs pour dire votre puissance maximale : prenez celle de votre contrat.
meter-result-stated = Consommation indiquée : { $used } en un an, répartie également sur les jours.
meter-choices = Réglages
meter-choice-level = Puissance
meter-choice-level-of = { $characteristic }
meter-choice-level-all = toutes
meter-choice-level-at-least = au moins, d’après votre demi-heure la plus forte
meter-choice-level-below = en dessous de votre maximum mesuré
meter-choice-prices = Prix
meter-prices-today = d’aujourd’hui, pour toute la période
meter-prices-then = en vigueur à chaque date
meter-prices-of = du { $day }, pour toute la période
meter-choice-hours = Vos heures creuses
meter-choice-hours-hint = Elles figurent sur votre facture. Par exemple 22:00-06:00, ou 1h30-7h30, 12h-14h.
meter-choice-meter = Compteur
meter-choice-go = Recalculer
meter-rank-caption = Les tarifs, du moins cher au plus cher, toutes taxes comprises
meter-rank-offer = Offre
meter-rank-total = Total
meter-rank-month = Par mois en moyenne
meter-rank-more = Écart
meter-rank-cheapest = le moins cher
meter-rank-more-by = + { $amount }
meter-rank-once = et { $amount } à la souscription
meter-rank-choose = Choisir cette offre
meter-rank-not-whole = total incomplet
meter-rank-needs-postcode = selon votre code postal
meter-row-too-small = ne suffit pas : votre maximum mesuré dépasse cette puissance
meter-row-other-level = à { $own } : cette offre n’existe pas à { $wanted }
meter-row-hours-own = vos heures creuses : { $hours }
meter-row-hours-usual = heures creuses habituelles : { $hours }
meter-row-hours-fixed = ses heures sont les mêmes pour tous : { $hours }
meter-period-always = À toute heure
meter-partial-title = Sans total
meter-partial-some = Une partie de la consommation n’a pas de prix dans ces offres : elles n’ont donc pas de total, et pas de rang.
meter-partial-all = Avec ces prix, aucune offre ne couvre toute la période. Choisissez ci-dessus les prix d’une date, pour toute la période.
meter-plot-title = Coût par mois des tarifs les moins chers
meter-plot-about = Les mêmes montants sont dans les tableaux ci-dessous.
meter-detail-caption = { $offer } : par mois et par période
meter-detail-month = Mois
meter-detail-used = Consommation
meter-detail-subscription = Abonnement
meter-detail-total = Total
meter-detail-all = Ensemble
meter-detail-open = Détail par mois et par période
meter-unpriced-colour-unknown = { $used } sans prix : la couleur des jours n’est pas connue, du { $first } au { $last }.
meter-unpriced-no-period = { $used } sans prix : le calendrier du tarif ne dit rien de ces heures, du { $first } au { $last }.
meter-unpriced-no-price = { $used } sans prix : aucun prix n’était en vigueur, du { $first } au { $last }.
meter-unpriced-no-subscription = { $days ->
    [one] Un jour
   *[other] { $days } jours
} sans abonnement : aucun n’était en vigueur, du { $first } au { $last }.
meter-left-out-title = Offres non calculées
meter-left-out-no-calendar = aucun calendrier ne dit quand ses périodes commencent
meter-left-out-other-unit = elle compte autre chose que ce compteur
meter-left-out-calendar = son calendrier est inutilisable
meter-left-out-prices = ses prix ne se laissent pas calculer
meter-left-out-level = elle n’existe que jusqu’à { $highest }
meter-nothing-priced = Aucune offre ne peut être calculée avec ces réglages.

meter-gaps-title = Il manque des mesures
meter-gaps-text = { $n ->
    [one] Un trou
   *[other] { $n } trous
} dans le fichier, { $hours } en tout : leur consommation n’est pas comptée, l’abonnement l’est.
meter-odd-title = { $n ->
    [one] Une particularité du fichier
   *[other] Particularités du fichier
}
meter-odd-lines = lignes { $lines }
meter-odd-line = ligne { $lines }
meter-odd-more = et { $n } autres
meter-odd-bad_time = { $n ->
    [one] Une heure illisible : ligne laissée de côté
   *[other] { $n } heures illisibles : lignes laissées de côté
}
meter-odd-not_number = { $n ->
    [one] Une valeur qui n’est pas un nombre : laissée de côté
   *[other] { $n } valeurs qui ne sont pas des nombres : laissées de côté
}
meter-odd-no_value = { $n ->
    [one] Une ligne sans valeur
   *[other] { $n } lignes sans valeur
}
meter-odd-negative = { $n ->
    [one] Une valeur négative : laissée de côté
   *[other] { $n } valeurs négatives : laissées de côté
}
meter-odd-unknown_unit = { $n ->
    [one] Une unité inconnue : ligne laissée de côté
   *[other] { $n } unités inconnues : lignes laissées de côté
}
meter-odd-duplicate = { $n ->
    [one] Un intervalle écrit deux fois à l’identique : compté une fois
   *[other] { $n } intervalles écrits deux fois à l’identique : comptés une fois
}
meter-odd-contradiction = { $n ->
    [one] Un intervalle écrit deux fois avec des valeurs différentes : la première compte
   *[other] { $n } intervalles écrits deux fois avec des valeurs différentes : la première compte
}
meter-odd-overlap = { $n ->
    [one] Un intervalle qui en recouvre un autre : laissé de côté
   *[other] { $n } intervalles qui en recouvrent d’autres : laissés de côté
}
meter-odd-no_length = { $n ->
    [one] Un intervalle sans durée : laissé de côté
   *[other] { $n } intervalles sans durée : laissés de côté
}
meter-odd-gap = { $n ->
    [one] Un trou : rien n’est connu de ce temps
   *[other] { $n } trous : rien n’est connu de ces temps
}
meter-odd-reversed = Le fichier va du plus récent au plus ancien : il a été retourné
meter-odd-out_of_order = { $n ->
    [one] Une ligne hors de sa place : remise dans l’ordre
   *[other] { $n } lignes hors de leur place : remises dans l’ordre
}
meter-odd-other_step = { $n ->
    [one] Un intervalle d’une autre durée que la plupart
   *[other] { $n } intervalles d’une autre durée que la plupart
}
meter-odd-index_fell = { $n ->
    [one] Un index qui baisse : la consommation entre ces relevés est inconnue
   *[other] { $n } baisses d’index : la consommation entre ces relevés est inconnue
}
meter-odd-daylight_gap = { $n ->
    [one] Une heure qui n’existe pas (passage à l’heure d’été) : lue une heure plus tard
   *[other] { $n } heures qui n’existent pas (passage à l’heure d’été) : lues une heure plus tard
}
meter-odd-daylight_fold = { $n ->
    [one] Une heure qui existe deux fois (passage à l’heure d’hiver) : lue dans l’ordre du fichier
   *[other] { $n } heures qui existent deux fois (passage à l’heure d’hiver) : lues dans l’ordre du fichier
}
meter-odd-standard_time = { $n ->
    [one] Une heure que l’heure d’été n’a pas : l’horloge du compteur ne change pas, et toutes ses heures ont été lues ainsi
   *[other] { $n } heures que l’heure d’été n’a pas : l’horloge du compteur ne change pas, et toutes ses heures ont été lues ainsi
}
meter-odd-bad_text = { $n ->
    [one] Une ligne dont des caractères sont illisibles
   *[other] { $n } lignes dont des caractères sont illisibles
}
meter-doubt-unit-title = L’unité est-elle la bonne ?
meter-doubt-unit-text = Lu en { $unit }, ce fichier fait { $year } par an, ce qui n’est pas la consommation d’un logement.
meter-doubt-unit-rather = Ce serait plausible en { $units }.
meter-doubt-zone-text = Les heures du fichier n’ont pas de décalage : elles ont été lues dans le fuseau { $zone }.
meter-standard-time = L’horloge de ce compteur ne passe pas à l’heure d’été : toutes ses heures ont été lues avec le décalage { $offset }.
meter-change-reading = Changer la lecture du fichier
meter-shared-out = { $n ->
    [one] Un intervalle chevauche deux périodes : il est partagé selon le temps.
   *[other] { $n } intervalles chevauchent deux périodes : ils sont partagés selon le temps.
}

meter-keep-title = Et ensuite ?
meter-keep-go = Conserver cette consommation
meter-keep-hint = Pour la retrouver plus tard sur cet appareil ou dans votre compte. Vous pourrez l’effacer.
meter-drop-go = Oublier ce fichier maintenant
meter-ask-go = Demander l’avis d’un conseiller
meter-ask-hint = Le conseiller verra ces totaux, jamais le détail de vos demi-heures.
meter-kept-done = Cette consommation est conservée.
meter-forgotten-done = C’est effacé.
meter-in-hand-way = Comparer à nouveau
meter-in-hand-year = Avec votre consommation ({ $used } en un an) : { $amount } par an, abonnement compris.
meter-in-hand = Avec votre consommation ({ $used } du { $from } au { $to }) : { $amount } en tout, abonnement compris.
meter-in-hand-then = Avec votre consommation ({ $used } du { $from } au { $to }), aux prix d’alors : { $amount } en tout, abonnement compris.

meter-rules-title = Comment c’est calculé
meter-rules-round = Chaque montant est calculé exactement ; seul le total est arrondi, une fois, au centime. Les montants par mois et par période se partagent ce total.
meter-rules-subscription = Les mois d’abonnement se comptent à partir du premier jour ; un mois incomplet compte selon ses jours.
meter-rules-level = La puissance proposée est la plus petite qui dépasse votre demi-heure la plus forte d’un tiers : à un instant donné, la puissance dépasse sa moyenne. Celle de votre contrat fait foi.
meter-rules-versions-of = Les prix sont ceux du { $day }, taxes comprises.
meter-rules-versions-then = Chaque jour est compté au prix en vigueur ce jour-là, taxes comprises.
meter-rules-hours = Heures creuses, pour les offres qui en laissent le choix : { $hours }.

meter-told-title = Comparaison transmise à un conseiller
meter-told-lead = { $used } du { $from } au { $to }, transmis le { $day }.
meter-told-prices-of = Prix du { $day }.
meter-told-prices-then = Prix en vigueur à chaque date.
meter-told-level = Puissance choisie : { $level }.

problem-meter-gone = Ce fichier n’est plus en mémoire : donnez-le à nouveau.
problem-meter-nothing = Choisissez un fichier.
problem-meter-empty = Le fichier est vide.
problem-meter-too-large = Le fichier est trop grand : { $limit } Mo au plus.
problem-meter-broken = Le fichier n’est pas arrivé entier : recommencez.
problem-meter-no-times = Ce fichier n’est pas un fichier de compteur : aucune colonne n’y donne l’heure, ligne après ligne.
problem-meter-no-numbers = Ce fichier n’est pas un fichier de compteur : à côté des heures, aucune colonne ne contient de nombres.
problem-meter-wrong-unit = Les valeurs sont en « { $unit } », qui ne se facture pas : il faut des W, kW, Wh, kWh, MWh ou m³.
problem-meter-mapping = Le fichier ne se lit pas ainsi : vérifiez les colonnes, l’écriture des dates et le signe décimal.
problem-meter-mapping-incomplete = Dites les colonnes de l’heure et des valeurs, et l’écriture des dates.
problem-meter-mapping-step = Un intervalle dure entre une minute et un an.
problem-meter-mapping-format = « { $format } » n’est pas une écriture de date qui se lise : « iso », « epoch_s », « epoch_ms », ou des codes comme %Y-%m-%d %H:%M:%S.
problem-meter-mapping-zone = « { $zone } » n’est pas un fuseau horaire : donnez un nom comme Europe/Paris, ou un décalage comme +10:00.
problem-meter-mapping-columns = Aucune ligne ne nomme ces colonnes : { $columns }.
problem-meter-profile = Ces mesures se contredisent : vérifiez si l’heure marque le début ou la fin de l’intervalle.
problem-meter-profile-large = Une mesure dépasse ce qu’aucun compteur ne compte : vérifiez l’unité.
problem-meter-nothing-read = Aucune des { $n } lignes ne donne de mesure : vérifiez les colonnes, l’écriture des dates et le signe décimal.
problem-meter-too-many = Le fichier contient trop de mesures : donnez une période plus courte.
problem-meter-limit = Le fichier dépasse ce qui se lit ici (ligne { $line }) : une ligne trop longue, trop de colonnes, ou un fichier compressé trop grand une fois déplié.
problem-meter-damaged = Le fichier est coupé ou abîmé (ligne { $line }) : un guillemet jamais refermé, ou la fin qui manque. Téléchargez-le à nouveau.
problem-meter-no-table = Ce fichier n’est pas une table de texte : dépliez l’archive zip, ou enregistrez le classeur (xlsx, ods) au format CSV.
problem-meter-unit-needed = Dites dans quelle unité sont les valeurs.
problem-meter-year = Indiquez une consommation annuelle entre 0 et 100 000 000.
problem-meter-share = Indiquez une part entre 0 et 100 %.
problem-meter-hours = Ces heures ne se lisent pas : écrivez-les comme 22:00-06:00.
problem-meter-hours-long = Des heures creuses durent { $hours } heures par jour au plus : celles-ci ne comptent pas.
problem-meter-no-hours = Il n’y a pas d’heures pour cette part : indiquez des heures creuses, ou une part de 0 %.
problem-meter-too-many-kept = Vous conservez déjà { $n } consommations : effacez-en une d’abord.
problem-meter-cookies = Rien ne peut être gardé pour un navigateur inconnu : acceptez les cookies, ou connectez-vous.
