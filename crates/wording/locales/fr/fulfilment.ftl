# Les commandes, au comptoir d'une boutique et au bureau.

# États (TMF622)
ord-state-acknowledged = Reçue
ord-state-rejected = Refusée
ord-state-pending = En attente de paiement
ord-state-held = Suspendue
ord-state-inProgress = En cours
ord-state-cancelled = Annulée
ord-state-completed = Terminée
ord-state-failed = Non honorée
ord-state-partial = Honorée en partie
ord-state-assessingCancellation = Annulation à l'étude
ord-state-pendingCancellation = En cours d'annulation

# Listes
ord-number = Commande
ord-customer = Client
ord-what = Contenu
ord-when = Date
ord-state = État
ord-amount = Montant
ord-late = En retard :
ord-kept-until = gardée jusqu'au { $when }
ord-ready-by = à préparer avant le { $when }
ord-pay-until = à payer avant le { $when }
ord-expected = attendue pour le { $when }
ord-to-pay = { $amount } à encaisser
ord-refund-due = { $amount } à rembourser
ord-and-more = { $n ->
    [one] et une autre ligne
   *[other] et { $n } autres lignes
}
ord-kept-at = Réservé : { $places }

# Le comptoir
counter-title = Comptoir
counter-choose = Dans quelle boutique travaillez-vous ?
counter-no-shop = Aucune boutique n'est encore décrite.
counter-add-shop = Ajouter une boutique
counter-shop-counts = { $prepare } à préparer, { $ready } à remettre
counter-shop-title = Comptoir de { $shop }
counter-other-shop = Changer de boutique
counter-open = Ouvert jusqu'au { $when }.
counter-closed = Fermé ; ouvre le { $when }.
counter-find = Code de retrait ou numéro de commande
counter-find-hint = Tapez le code que présente le client, scannez son code QR, ou tapez le numéro de sa commande.
counter-find-go = Chercher
counter-more = Il y en a plus que cette page n'en montre : cherchez les autres par leur code ou leur numéro.
counter-prepare = { $n ->
    [0] À préparer
   *[other] À préparer ({ $n })
}
counter-prepare-none = Rien à préparer.
counter-ready = { $n ->
    [0] Prêtes à être remises
   *[other] Prêtes à être remises ({ $n })
}
counter-ready-none = Aucune commande n'attend son client.
counter-waiting = { $n ->
    [0] En attente
   *[other] En attente ({ $n })
}
counter-waiting-none = Rien n'est en attente.
counter-ready-go = Marquer comme prête
counter-done-ready = La commande { $number } est prête ; le client en est prévenu.
counter-done-handed = La remise de la commande { $number } est enregistrée.
counter-done-code = La commande { $number } a un nouveau code, envoyé au client et visible sur sa page.

# La remise
hand-title = Remettre la commande { $number }
hand-back = Comptoir de { $shop }
hand-elsewhere = Cette commande attend dans une autre boutique : { $shop }.
hand-lines = Contenu de la commande
ord-line = Article
ord-given = Remis
hand-ready-why = Cette commande n'est pas encore marquée comme prête. Vous pouvez la remettre tout de suite, ou prévenir le client qu'elle l'attend.
hand-what = Ce que vous remettez
hand-others = Avec elle : { $what }. Les abonnements sont mis en service quand tous les biens sont remis.
hand-who = À qui
hand-blocked = Le code a été essayé trop souvent, ou n'existe plus. Vérifiez l'identité du client, ou donnez-lui un nouveau code.
hand-by-code = Le client présente son code
hand-code = Code de retrait
hand-by-identity = J'ai vérifié l'identité : { $name }
hand-due = À encaisser maintenant
hand-taken = J'ai encaissé { $amount }
hand-go = Remettre
hand-renew = Le client a perdu son code
hand-renew-why = Un nouveau code remplace l'ancien ; le client le trouve sur la page de sa commande.
hand-renew-go = Donner un nouveau code
hand-office = Voir toute la commande

# Les commandes au bureau
orders-title = Commandes
orders-to-ship = À expédier
orders-refund = À rembourser
orders-unpaid = En attente de paiement
orders-search = Numéro, adresse de courriel ou nom
orders-any = Toutes
orders-what = À faire
orders-from = Du
orders-to = Au
orders-go = Chercher
orders-count = { $n ->
    [0] Aucune commande
    [one] Une commande
   *[other] { $n } commandes
}
orders-none = Aucune commande ne répond à cette recherche.
orders-bad-day = « { $day } » n'est pas un jour : écrivez-le comme 2026-11-24.
orders-bad-state = « { $state } » n'est pas un état de commande.

# Une commande
ord-title = Commande { $number }
ord-see-payments = Voir les paiements
ord-lines = Articles
ord-counts = Donnés
ord-of = { $given } sur { $wanted }
ord-ordered-for = { $amount } à la commande
ord-ordered = { $n ->
    [one] 1 commandé
   *[other] { $n } commandés
}
ord-returned = { $n ->
    [one] 1 rendu
   *[other] { $n } rendus
}
ord-withdrawn = { $n ->
    [one] 1 à rendre (rétractation)
   *[other] { $n } à rendre (rétractation)
}
ord-vat = Détail de la TVA
ord-vat-off = TVA de ce qui a été retiré ou rendu
ord-vat-rate = Taux
ord-vat-base = Hors taxes
ord-vat-tax = TVA
ord-vat-total = Toutes taxes
ord-percent = { $n } %
ord-per-month = { $amount } par mois
ord-start = Mettre en service
ord-service-done = Prestation faite
ord-steps = Où elle en est
ord-hand-over = Remettre au comptoir
ord-facts = Renseignements
ord-fact-name = Client
ord-fact-email = Courriel
ord-fact-phone = Téléphone
ord-fact-customer = Compte
ord-fact-customer-known = Client identifié
ord-fact-customer-guest = Sans compte
ord-fact-delivery = Livraison
ord-fact-address = Adresse de livraison
ord-fact-billing = Adresse de facturation
ord-fact-due = Dû à la commande
ord-fact-missing = Reste à payer
ord-fact-refunded = Déjà remboursé
ord-fact-language = Langue
ord-fact-terms = Conditions acceptées (version)
ord-fact-hold = Suspendue parce que
ord-fact-reason = Motif de la fin
ord-fact-return = Motif du retour
ord-reason-customer = Le client y a renoncé.
ord-reason-out-of-stock = Le stock manquait.
ord-delivery-none = Rien à livrer
ord-delivery-pick-up = Retrait à { $shop }
ord-delivery-shipping = Envoi ({ $method })
ord-payments = Paiements
ord-no-payment = Rien n'était à payer.
ord-paid = Reçu : { $amount }
ord-refunded = Remboursé : { $amount }
ord-refund-go = Rembourser { $amount }
ord-refund-done = J'ai remboursé { $amount }
ord-by-hand = Ce moyen de paiement ne rembourse pas de lui-même : rendez { $amount } (caisse, virement), puis confirmez-le ici.
ord-by-hand-next = Rendez l'argent, puis confirmez-le sous le paiement.
ord-refund-not-yet = Le prestataire de paiement n'a pas répondu. Rien n'est perdu : réessayez dans un moment, rien ne sera remboursé deux fois.
ord-pay-shop = En boutique
ord-pay-bank_transfer = Virement
ord-pay-sepa_mandate = Prélèvement
ord-pay-test_card = Carte (essai)
ord-payment-asked = Demandé
ord-payment-pending = Attendu
ord-payment-paid = Payé
ord-payment-refused = Refusé
ord-payment-unknown = Sans réponse du prestataire
ord-payment-cancelled = Abandonné
ord-payment-refundDue = À rembourser
ord-payment-refunded = Remboursé
ord-shipments = Envois
ord-arrived = Arrivé le { $when }
ord-arrived-go = Est arrivé
ord-notes = Notes
ord-note = Ajouter une note (pour les collègues)
ord-note-go = Ajouter
ord-acts = Tout ce qui s'est passé
ord-acts-why = Chaque ligne est un acte du registre : qui, quand, combien de temps.

# Ce qu'on peut faire
ord-doing = Agir
ord-nothing-to-do = Il n'y a plus rien à faire, ou votre rôle ne le permet pas.
ord-do-ready = Marquer comme prête à être retirée
ord-do-ship = Expédier
ord-do-return = Reprendre des articles
ord-do-amend = Réduire les quantités
ord-do-resume = Reprendre la commande
ord-do-renew = Donner un nouveau code de retrait
ord-do-hold = Suspendre
ord-do-gesture = Faire un geste commercial
ord-do-cancel = Annuler ce qui reste
ord-do-fail = Ne pas pouvoir honorer
ord-at-most = au plus { $n }
ord-ship-place = Part de
ord-ship-anywhere = Là où c'est réservé
ord-carrier = Transporteur
ord-tracking = Numéro de suivi
ord-ship-go = Expédier et prévenir le client
ord-amend-why = Indiquez combien le client en veut encore. Pour davantage, il faut une autre commande : celle-ci garde ses prix.
ord-amend-go = Réduire
ord-back-pieces = Combien reviennent (au plus { $n })
ord-condition = État
ord-condition-as_new = Comme neuf
ord-condition-opened = Ouvert, en bon état
ord-condition-used = Utilisé
ord-condition-damaged = Abîmé
ord-condition-defective = Défectueux
ord-condition-wrong = Pas ce qui était commandé
ord-restock = Remettre en vente
ord-return-place = Reçu à
ord-return-nowhere = Nulle part (pas remis en stock)
ord-reason = Motif (facultatif)
ord-withheld = Retenu sur le remboursement
ord-withheld-hint = Seulement pour ce qui a été utilisé ou abîmé ; vide : rien n'est retenu.
ord-return-go = Reprendre
ord-gesture-why = Rendre de l'argent en plus de ce qui est dû, jusqu'à tout ce qui a été payé.
ord-gesture-amount = Montant
ord-gesture-go = Accorder
ord-hold-why = Rien n'en est remis ni envoyé tant qu'elle est suspendue.
ord-hold-reason = Pourquoi (pour les collègues)
ord-hold-go = Suspendre
ord-cancel-why = Ce qui n'a pas été donné retourne en stock ; ce qui est payé en trop devient un remboursement à faire. Le client est prévenu.
ord-cancel-reason = Motif, que le client lira (facultatif)
ord-cancel-go = Annuler la commande
ord-fail-why = C'est notre fait : ce qui reste ne peut pas être donné. Le client est prévenu et remboursé.
ord-fail-reason = Motif, que le client lira (facultatif)
ord-fail-go = Déclarer non honorée

ord-done-amend = Les quantités sont réduites.
ord-done-cancel = Ce qui restait est annulé.
ord-done-fail = La commande est déclarée non honorée.
ord-done-hold = La commande est suspendue.
ord-done-resume = La commande reprend.
ord-done-renew = Un nouveau code est donné et envoyé au client ; il est sur sa page.
ord-done-note = La note est ajoutée.
ord-done-ship = L'envoi est enregistré ; le client est prévenu.
ord-done-arrived = L'arrivée est enregistrée.
ord-done-ready = La commande est prête ; le client est prévenu.
ord-done-start = C'est enregistré.
ord-done-return = Le retour est enregistré.
ord-done-gesture = Le geste est accordé : le remboursement reste à faire.
ord-done-refund = Le remboursement est enregistré ; le client est prévenu.

# Refus
ord-refused-nothing-found = Aucune commande de cette boutique n'a ce code ou ce numéro. Vérifiez la saisie, ou cherchez par le nom au bureau.
ord-refused-other = Ce n'est pas possible : { $why }
ord-refused-number = « { $text } » n'est pas un nombre qui convient ici.
ord-refused-shop = Choisissez une boutique qui remet des commandes.
ord-refused-nothing = Rien n'est choisi : indiquez au moins une ligne et une quantité.
ord-refused-no-such-line = La commande n'a pas de ligne { $item }.
ord-refused-bundle = La ligne { $item } est un lot : choisissez ses éléments.
ord-refused-part-of-bundle = La ligne { $item } fait partie d'un lot : réduisez le lot.
ord-refused-too-many = Ligne { $item } : { $wanted } est plus que les { $most } possibles.
ord-refused-cannot-grow = Ligne { $item } : une commande ne peut pas dépasser { $most }. Pour davantage, il faut une autre commande.
ord-refused-over = Cette commande est close ({ $state }) : on ne peut plus que reprendre des articles ou rembourser.
ord-refused-not-paid = Il manque { $amount } : la commande n'est pas encore payée.
ord-refused-is-held = Cette commande est suspendue : faites-la d'abord reprendre.
ord-refused-not-held = Cette commande n'est pas suspendue.
ord-refused-not-picked-up = Cette commande n'est pas à retirer en boutique.
ord-refused-not-shipped = Cette commande est à retirer en boutique : elle se remet au comptoir.
ord-refused-other-shop = Cette commande attend dans une autre boutique : { $shop }.
ord-refused-already-ready = Cette commande est prête depuis le { $when }.
ord-refused-wrong-code = { $left ->
    [one] Ce n'est pas le code de cette commande. Il reste un essai.
   *[other] Ce n'est pas le code de cette commande. Il reste { $left } essais.
}
ord-refused-code-blocked = Le code a été essayé trop souvent. Vérifiez l'identité du client, ou donnez-lui un nouveau code.
ord-refused-wrong-nature = La ligne { $item } n'est pas de celles avec lesquelles cela se fait.
ord-refused-already-given = Une partie a déjà été donnée : on peut annuler le reste, et reprendre ce qui a été donné.
ord-refused-withdrawal-over = Le délai de rétractation a pris fin le { $when }.
ord-refused-too-much-refund = { $wanted } ne peut pas être rendu ou retenu : au plus { $most }.
ord-refused-amount = { $amount } n'est pas un montant qui peut être rendu sur cette commande.
ord-refused-no-such-shipment = La commande n'a pas d'envoi { $id }.
ord-refused-already-delivered = Cet envoi est arrivé le { $when }.
ord-refused-not-due = Cela n'est prévu que le { $when }.
ord-refused-nothing-due = Rien n'est prévu de soi-même.
ord-refused-note-length = Une note a de 1 à 2 000 caractères.

# Actes
ord-act-order-placed = Commande passée
ord-act-payment-settled = Paiement complet
ord-act-payment-part = Somme reçue
ord-act-payment-refused = Paiement refusé
ord-act-payment-uncertain = Paiement sans réponse
ord-act-allocation-failed = Stock manquant
ord-act-order-ready = Prête à être retirée
ord-act-goods-handed-over = Remise en boutique
ord-act-pick-up-code-refused = Mauvais code présenté
ord-act-pick-up-code-renewed = Nouveau code donné
ord-act-order-shipped = Expédiée
ord-act-order-delivered = Arrivée
ord-act-subscription-started = Abonnement en service
ord-act-service-done = Prestation faite
ord-act-order-amended = Quantités réduites
ord-act-order-cancelled = Annulée
ord-act-order-unpaid = Non payée à temps
ord-act-order-not-collected = Non retirée à temps
ord-act-order-failed = Non honorée
ord-act-order-held = Suspendue
ord-act-order-resumed = Reprise
ord-act-contract-withdrawn = Rétractation
ord-act-goods-returned = Articles repris
ord-act-refund-due = Remboursement dû
ord-act-refund-made = Remboursement fait
ord-act-order-note-added = Note ajoutée
ord-why-code = contre le code
ord-why-identity = sur identité vérifiée
ord-why-out-of-stock = stock manquant
ord-why-not-paid = non payée
ord-why-not-collected = non retirée
ord-why-gesture = geste commercial
ord-why-declined = refus de la banque
ord-why-insufficient-funds = provision insuffisante
ord-why-expired = moyen de paiement périmé
ord-why-not-authenticated = non authentifié
ord-why-wrong-details = coordonnées fausses
ord-why-never-reached = prestataire jamais joint
ord-why-as-new = comme neuf
ord-why-opened = ouvert
ord-why-used = utilisé
ord-why-damaged = abîmé
ord-why-defective = défectueux
ord-why-wrong = erreur d'article
ord-work = { $n ->
    [0] moins d'une seconde de travail
    [one] 1 seconde de travail
   *[other] { $n } secondes de travail
}
ord-by-customer = le client
ord-by-machine = automatiquement
ord-by-keeper = l'équipe

# Corriger une commande, et ce qui va avec
ord-do-correct = Corriger les indications
ord-do-shop = Retirer dans une autre boutique
ord-do-confirm = Renvoyer la confirmation
ord-done-correct = Les indications sont corrigées ; le client est prévenu.
ord-done-shop = La commande se retire désormais là-bas ; le client est prévenu.
ord-done-confirm = La confirmation repart.
ord-done-end = La résiliation est enregistrée ; le client est prévenu.
ord-correct-why = Le client est prévenu, à l'adresse qui est désormais la bonne. La destination peut changer jusqu'au départ du dernier article.
ord-correct-go = Corriger
ord-shop-why = Tant qu'elle n'est pas prête. Les pièces restent réservées où elles sont : faites-les apporter.
ord-shop-place = À retirer à
ord-shop-none = Choisir une boutique
ord-shop-go = Retirer là-bas
ord-field-name = Nom
ord-field-email = Adresse de courriel
ord-field-phone = Téléphone
ord-field-street = Numéro et rue
ord-field-complement = Complément
ord-field-postcode = Code postal
ord-field-city = Ville
ord-no-new-lines = D'autres articles, ou davantage, demandent une autre commande : celle-ci garde ses prix.
ord-papers = Papiers
ord-paper-slip = Bordereau de préparation (PDF)
ord-paper-picking = Liste de prélèvement de ce qui est à envoyer (PDF)
ord-way = Remise
ord-subscriptions = Abonnements
ord-end-go = Résilier
ord-end-would = Résilié maintenant, il fonctionne jusqu'au { $date } ; dû au titre de l'engagement : { $amount }.
ord-end-nothing = rien
ord-end-is = Prend fin { $date } ; reste dû : { $amount }.
ord-refund-account = Verser le remboursement à : { $owner }, { $iban }
ord-refund-account-missing = Le client n'a pas dit sur quel compte verser : demandez-le-lui, sur la page de la commande.
ord-refused-email = Ce n'est pas une adresse de courriel.
ord-refused-name = Il manque un nom.
ord-refused-address = Il faut la rue, le code postal et la ville.
ord-refused-iban = Ce n'est pas le numéro d'un compte : relisez-le par groupes de quatre.
ord-refused-product = Cet abonnement est terminé, ou sa résiliation est déjà enregistrée.
ord-act-order-corrected = Indications corrigées
ord-act-order-confirmation-sent = Confirmation renvoyée
ord-act-refund-account-given = Compte donné pour le remboursement
ord-act-subscription-termination-asked = Résiliation d'un abonnement demandée
ord-act-subscription-ended = Abonnement terminé
ord-why-cash = en espèces
ord-why-terminal = par carte, au terminal
hand-taken-how = Comment a-t-on payé ?
hand-taken-cash = en espèces
hand-taken-terminal = par carte, au terminal
