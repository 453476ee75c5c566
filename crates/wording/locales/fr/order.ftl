# Ce qui est arrivé à une commande, et ce qui va lui arriver. « -done » : c'est fait ; « -next » : à venir ; « -by » : avec une date.

order-step-placed-done = Commande passée
order-step-placed-next = Commande à passer
order-step-placed-by = Commande à passer avant { $when }
order-step-paid-done = Paiement reçu
order-step-paid-next = Paiement attendu
order-step-paid-by = Paiement attendu au plus tard { $when }
order-step-held-done = Commande mise en attente
order-step-held-next = Commande mise en attente
order-step-held-by = Commande mise en attente jusqu'à { $when }
order-step-ready-done = Prête à être retirée
order-step-ready-next = Préparation en boutique ; vous serez prévenu par courriel quand la commande sera prête
order-step-ready-by = Prête à être retirée, en principe avant { $when }
order-step-collected-done = Remise en boutique
order-step-collected-next = Retrait en boutique, contre votre code
order-step-collected-by = Retrait en boutique, contre votre code, avant { $when }
order-step-shipped-done = Expédiée
order-step-shipped-next = Expédition
order-step-shipped-by = Expédition avant { $when }
order-step-delivered-done = Livrée
order-step-delivered-next = Livraison
order-step-delivered-by = Livraison, en principe avant { $when }
order-step-started-done = Abonnement en service
order-step-started-next = Abonnement à mettre en service, dès que vous avez tout ce qui va avec
order-step-started-by = Mise en service de l'abonnement, en principe avant { $when }
order-step-service-done-done = Prestation faite
order-step-service-done-next = Prestation à faire
order-step-service-done-by = Prestation à faire avant { $when }
order-step-send-back-done = Biens rendus
order-step-send-back-next = Biens à rapporter ou à renvoyer
order-step-send-back-by = Biens à rapporter ou à renvoyer avant { $when }
order-step-returned-done = Retour reçu
order-step-returned-next = Retour attendu
order-step-returned-by = Retour attendu avant { $when }
order-step-cancelled-done = Commande annulée
order-step-cancelled-next = Annulation
order-step-cancelled-by = Annulation { $when }
order-step-failed-done = La commande n'a pas pu être honorée
order-step-failed-next = La commande ne pourra pas être honorée
order-step-failed-by = La commande ne pourra pas être honorée avant { $when }
order-step-refund-done = Remboursement fait
order-step-refund-next = Remboursement à venir
order-step-refund-by = Remboursement au plus tard { $when }
order-reason-not-paid = Le paiement n'est pas arrivé à temps.
order-reason-not-collected = La commande n'a pas été retirée à temps.

# Une commande ouverte par le lien d'un message, ou demandée par quelqu'un qui ne la détient pas.
opening-order-title = Votre commande
opening-order-lead = Ce lien vient d'un message au sujet de votre commande. Ouvrez-la sur cet appareil pour la suivre ici aussi.
opening-order-go = Ouvrir la commande
opening-talk-title = Votre échange
opening-talk-lead = Ce lien vient du message d'un vendeur. Ouvrez l'échange sur cet appareil pour lire la suite et répondre.
opening-talk-go = Ouvrir l'échange
opening-whose = Ce lien est personnel : ne l'ouvrez pas sur un appareil que d'autres utilisent.
order-not-here = Ce navigateur ne détient pas cette commande. Donnez son numéro et l'adresse avec laquelle vous avez commandé ; ou connectez-vous, si vous avez un compte.
order-link-gone = Ce lien n'est plus valable. Le numéro de la commande et l'adresse avec laquelle vous avez commandé l'ouvrent de nouveau.
order-pay-changed = La somme à payer a changé. Rechargez la page pour la voir.
order-pay-refused = Ce paiement ne peut plus être fait pour cette commande. Demandez à un vendeur.

order-step-paid-in-shop-done = Payée en boutique
order-step-paid-in-shop-next = À payer en boutique, quand vous la retirez
order-step-paid-in-shop-by = À payer en boutique, quand vous la retirez, avant { $when }
order-step-debited-done = Prélevée sur votre compte
order-step-debited-next = À prélever sur votre compte
order-step-debited-by = À prélever sur votre compte, pas avant { $when }
order-step-withdrawn-done = Rétractation reçue
order-step-withdrawn-next = Rétractation à venir
order-step-withdrawn-by = Rétractation avant { $when }
order-step-delivered-after = { $n ->
    [one] Livraison, en principe un jour ouvrable après votre paiement
   *[other] Livraison, en principe { $n } jours ouvrables au plus après votre paiement
}

# Ce qui vient de se passer, sur la page d'une commande.
order-done-withdraw = Votre rétractation est enregistrée. L'accusé de réception part à votre adresse de courriel.
order-done-cancel = La commande est annulée.
order-done-account = Nous avons noté le compte pour le remboursement.
order-done-pay = Le paiement a été demandé : où il en est est dit ci-dessous.
order-done-end = La résiliation de votre abonnement est enregistrée. L'accusé de réception part à votre adresse de courriel.
order-thanks-not-paid = Votre commande est enregistrée ; son paiement n'est pas encore réglé.

# Colis
order-parcels = Colis
order-parcel-sent = Parti { $when }
order-parcel-arrived = Arrivé { $when }
order-parcel-carrier = Transporteur : { $carrier }
order-parcel-tracking = Numéro de suivi : { $number }

# Lignes
order-line-ordered = { $n ->
    [one] { $n } commandé
   *[other] { $n } commandés
}
order-line-returned = { $n ->
    [one] { $n } rapporté
   *[other] { $n } rapportés
}
order-line-to-return = rétractation pour { $n }, à renvoyer
order-line-withdrawn = Vous vous êtes rétracté
order-line-failed = { $n ->
    [one] { $n } n'a pas pu être fourni
   *[other] { $n } n'ont pas pu être fournis
}

# Ce qu'elle vaut maintenant
order-sum-owed = Vaut à présent, pour ce que vous gardez
order-sum-paid = Vous avez payé
order-sum-to-pay = Reste à payer
order-payment-over = Il n'y a plus rien à payer.
order-payment-mandate = Mandat { $mandate }.
order-payment-mandate-creditor = Mandat { $mandate }, créancier { $creditor }.
payment-way-shop = en boutique
payment-way-bank_transfer = par virement
payment-way-sepa_mandate = par prélèvement SEPA
payment-way-test_card = par carte de test

# Des articles qui reviennent
order-back = Comment les rapporter ou les renvoyer
order-back-by = Au plus tard le { $date }.
order-back-shops = En boutique, sans frais :
order-back-post = Par la poste, avec le numéro de la commande, à :

# Le compte d'un remboursement
order-account = Où verser le remboursement ?
order-account-lead = { $amount } ne peuvent pas revenir par le même chemin. Dites sur quel compte les verser.
order-account-iban = IBAN
order-account-owner = Titulaire du compte
order-account-go = Noter ce compte
order-account-known = Le remboursement est versé sur { $account }.
order-account-other = Donner un autre compte

order-withdraw-services-until = abonnements et services : jusqu'au { $date }, sans motif ;
order-withdraw-goods-until = articles : jusqu'au { $date }
order-withdraw-goods-open = articles : jusqu'à 14 jours après avoir tout reçu
order-withdraw-open = jusqu'à 14 jours après avoir tout reçu, sans donner de raison
order-paper-confirmation = Confirmation de commande (PDF)

# Ce qui s'est passé, comme le lit le client
order-event-order-placed = Commande passée
order-event-payment-settled = Paiement reçu
order-event-payment-part = Une partie du paiement reçue
order-event-payment-refused = Paiement refusé
order-event-payment-uncertain = Paiement encore sans réponse
order-event-allocation-failed = Stock insuffisant
order-event-order-ready = Prête à être retirée
order-event-goods-handed-over = Remise en boutique
order-event-pick-up-code-renewed = Nouveau code de retrait
order-event-order-shipped = Colis parti
order-event-order-delivered = Colis arrivé
order-event-subscription-started = Abonnement en service
order-event-service-done = Prestation effectuée
order-event-order-amended = Quantités réduites
order-event-order-cancelled = Annulation
order-event-order-unpaid = Annulée : pas payée à temps
order-event-order-not-collected = Annulée : pas retirée à temps
order-event-order-failed = Elle n'a pas pu être honorée
order-event-order-held = Mise en attente
order-event-order-resumed = Elle reprend
order-event-contract-withdrawn = Rétractation reçue
order-event-goods-returned = Articles reçus en retour
order-event-refund-due = Remboursement dû
order-event-refund-made = Remboursement fait
order-event-order-corrected = Indications corrigées
order-event-order-confirmation-sent = Confirmation renvoyée
order-event-refund-account-given = Compte donné pour le remboursement
order-event-subscription-termination-asked = Résiliation d'un abonnement demandée
order-event-subscription-ended = Abonnement terminé
order-event-pieces = { $n ->
    [one] { $n } pièce
   *[other] { $n } pièces
}

# La résiliation d'un abonnement
order-end-link = Résilier cet abonnement
order-end-known = Prend fin le { $date }
order-end-withdraw = Vous pouvez encore vous rétracter, gratuitement et sans donner de raison, jusqu'au { $date } inclus.
order-end-withdraw-go = Se rétracter plutôt
order-end-title = Résilier : { $name }
order-end-contract = Contrat { $number }
order-end-date = Il fonctionne jusqu'au { $date } : dix jours francs de préavis.
order-end-owed = Reste dû pour { $n ->
    [one] le mois d'engagement restant
   *[other] les { $n } mois d'engagement restants
} : { $amount }.
order-end-nothing = La résiliation ne coûte rien.
order-end-at-end = À la fin : { $amount }.
order-end-keep-number = Pour garder votre numéro, ne résiliez pas ici : donnez votre RIO (obtenu au 3179) au nouvel opérateur, qui résilie pour vous.
order-end-receipt = Un accusé de réception avec la date part aussitôt à { $email }.
order-end-confirm = Je résilie cet abonnement
order-end-is-ending = Sa résiliation est enregistrée : il fonctionne jusqu'au { $date }.
order-end-is-over = Cet abonnement est terminé.

# Les refus, comme les lit le client
order-refused-over = Cette commande est close : plus rien ne peut y être changé.
order-refused-already-given = Une partie a déjà été remise : la commande ne peut plus être annulée. Vous pouvez vous rétracter de ce que vous avez, ou demander à un vendeur.
order-refused-nothing = Choisissez au moins un article, et combien.
order-refused-too-many = { $wanted }, c'est plus que les { $most } possibles.
order-refused-product = Cet abonnement est terminé, ou sa résiliation est déjà enregistrée.
