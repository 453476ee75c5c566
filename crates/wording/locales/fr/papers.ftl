# Papiers joints aux commandes : preuve d'achat, résumé du contrat.
paper-page = Page { "{page}" } sur { "{pages}" }
paper-proof = Preuve d'achat
paper-proof-of = Preuve d'achat { $number }
paper-seller = Vendeur
paper-customer = Client
paper-number = Commande
paper-date = Date de la commande
paper-shipped-to = Livrée à
paper-collected-at = Retirée à
paper-given = Remise complète
paper-cancelled = Annulée le
paper-goods = Articles et services
paper-what = Désignation
paper-quantity = Quantité
paper-unit-price = Prix unitaire TTC
paper-rate = TVA
paper-amount = Montant TTC
paper-delivery = Livraison
paper-total = Total
paper-vat = TVA par taux
paper-without-tax = Hors taxes
paper-tax = TVA
paper-with-tax = TTC
paper-later = À payer ensuite
paper-monthly = Chaque mois
paper-monthly-from = Chaque mois à partir du mois { $month }
paper-at-end = À la fin du contrat
paper-payment = Paiement
paper-method-shop = En magasin
paper-method-bank-transfer = Virement
paper-method-sepa-mandate = Prélèvement SEPA
paper-method-test-card = Carte d'essai
paper-paid-on = { $amount } reçus le { $date }
paper-paid-part = { $amount } reçus à ce jour
paper-not-paid = Rien reçu à ce jour
paper-refunded = Remboursé
paper-due = Reste à payer
paper-nothing-due = rien
paper-undone = Annulé ou rendu depuis
paper-undone-text = Ces montants ne sont plus dus ; ce qui en avait été payé est remboursé.
paper-rounding = La TVA est calculée une fois par taux sur le total du groupe, arrondie au centime le plus proche.
paper-guarantee = Les biens sont couverts par la garantie légale de conformité pendant deux ans à compter de leur remise, et par la garantie légale contre les vices cachés.
paper-withdrawal = Vous pouvez vous rétracter pendant 14 jours, sans donner de raison, depuis la page de la commande : à compter de la remise pour un bien, de la commande pour un service.
paper-terms = Conditions générales acceptées : version { $version }.
paper-mediator = Médiateur de la consommation : { $mediator }

paper-contract = Résumé du contrat
paper-contract-document = Résumé du contrat (PDF)
paper-contract-intro = Ce résumé présente les principaux éléments de cette offre de service, comme l'exige le droit de l'Union européenne. Il aide à comparer les offres. L'information complète figure dans les autres documents.
paper-contract-made = Établi le
paper-contract-service = Services
paper-contract-speeds = Débits du service d'accès à internet et voies de recours
paper-contract-remedies = Si le débit s'écarte durablement de ce qui est indiqué, signalez-le : vous pouvez demander sa remise en conformité, une réduction de prix ou mettre fin au contrat sans frais.
paper-contract-price = Prix
paper-contract-duration = Durée, renouvellement et résiliation
paper-contract-free = Sans engagement de durée.
paper-contract-bound = Engagement de { $n } mois, puis durée indéterminée.
paper-contract-ending = Vous pouvez résilier en ligne à tout moment ; la résiliation prend effet dix jours francs après sa réception, ou plus tard si vous le demandez.
paper-contract-ending-bound = Vous pouvez résilier en ligne à tout moment ; la résiliation prend effet dix jours francs après sa réception, ou plus tard si vous le demandez. Avant la fin de l'engagement, les mois qui restent peuvent rester dus, en tout ou en partie, dans les limites de la loi.
paper-contract-disabilities = Fonctionnalités destinées aux utilisateurs finaux handicapés
paper-contract-disabilities-text = Les pages de la boutique et de l'espace client se lisent au clavier et avec un lecteur d'écran. Les échanges avec un vendeur peuvent se faire par écrit.
paper-contract-other = Autres informations utiles
paper-price-once = Une fois
paper-price-recurring = Abonnement
paper-price-usage = À l'usage
paper-price-closing = À la fin
paper-per-day = { $n ->
    [one] par jour
   *[other] tous les { $n } jours
}
paper-per-week = { $n ->
    [one] par semaine
   *[other] toutes les { $n } semaines
}
paper-per-month = { $n ->
    [one] par mois
   *[other] tous les { $n } mois
}
paper-per-year = { $n ->
    [one] par an
   *[other] tous les { $n } ans
}
paper-price-for = pendant { $n } mois
paper-price-after = à partir du mois qui suit les { $n } premiers

paper-confirmation = Confirmation de commande
paper-confirmation-of = Confirmation de commande { $number }
paper-mandate = mandat { $mandate }
paper-rest-cancelled = Reste annulé le
paper-slip = Bordereau de préparation
paper-slip-of = Bordereau de préparation { $number }
paper-slip-to = Pour
paper-slip-way = Envoi par
paper-slip-shop = À retirer à
paper-slip-reference = Référence
paper-slip-where = Réservé à
paper-slip-left = À emballer
paper-picking = Liste de prélèvement
paper-picking-orders = Commandes
paper-made = Établie le
paper-slip-none = Tout est parti : rien n'est plus à emballer.
paper-picking-none = Rien n'est à envoyer.
