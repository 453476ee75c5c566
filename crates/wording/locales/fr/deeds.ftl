# Ce que le produit lui-même inscrit au registre : un verbe par genre d'acte, qui suit « un client », « un agent » ou « une machine ».
# « event- » : une phrase entière, là où celui qui agit n'est pas celui à qui cela arrive.
told-time = , en { $time }
told-waited = , après { $time } d'attente
told-what = { "\u00A0" }: { $what }
told-amount = { " " }({ $amount })
told-pieces = { $n ->
    [one] { " " }({ $n } article)
   *[other] { " " }({ $n } articles)
}
told-in-cart = { $n ->
    [one] , qui compte { $n } article
   *[other] , qui compte { $n } articles
}
told-quantity = { " " }({ $n })
told-times = , { $n } fois
told-because = , { $reason }
# Le panier et la caisse.
told-cart-line-added = a mis une offre dans le panier
told-cart-line-changed = a changé une ligne du panier
told-cart-line-removed = a retiré une ligne du panier
told-cart-joined = a réuni le panier du navigateur et celui du compte
told-promotion-code-entered = a saisi un code de promotion
told-promotion-code-removed = a retiré un code de promotion
told-checkout-entered = est passé à la caisse
told-checkout-filled = a rempli la caisse
event-reservation-expired = les articles retenus sont rendus au stock
event-dead-end = une demande reste sans issue
told-stock-watch-asked = a demandé à savoir quand l'article reviendra
told-stock-watch-told = a fait savoir que l'article est revenu
# Une commande.
told-order-placed = a passé une commande
event-payment-settled = la commande est payée
event-payment-part = une partie de la commande est payée
event-payment-refused = le paiement est refusé
event-payment-uncertain = le paiement reste sans réponse
event-allocation-failed = les articles manquent
told-order-ready = a préparé la commande : elle peut être retirée
told-goods-handed-over = a remis la commande
told-pick-up-code-refused = a lu un code de retrait qui n'est pas le bon
told-pick-up-code-renewed = a donné un nouveau code de retrait
told-order-shipped = a expédié la commande
told-order-delivered = a noté l'arrivée de la commande
told-subscription-started = a mis l'abonnement en service
told-service-done = a fait la prestation
told-order-amended = a réduit la commande
told-order-cancelled = a annulé la commande
told-order-unpaid = a clos la commande, qui n'a pas été payée
told-order-not-collected = a clos la commande, qui n'a pas été retirée
told-order-failed = a renoncé à honorer la commande
told-order-held = a suspendu la commande
told-order-resumed = a repris la commande
told-contract-withdrawn = a exercé la rétractation
told-goods-returned = a repris des articles rendus
event-refund-due = un remboursement est dû
told-refund-made = a fait le remboursement
told-order-note-added = a ajouté une note à la commande
told-order-corrected = a corrigé des indications de la commande
told-order-confirmation-sent = a renvoyé la confirmation
told-refund-account-given = a donné un compte pour le remboursement
told-subscription-termination-asked = a demandé la résiliation d'un abonnement
told-subscription-ended = a mis fin à l'abonnement
# La consommation.
told-meter-file-brought = a apporté un fichier de compteur
told-meter-file-kept = a gardé sa consommation
told-meter-file-forgotten = a effacé sa consommation gardée
told-use-told = a joint sa consommation à ce qui est choisi
# Les clients et leur compte.
told-customer-code-asked = a demandé un code de connexion
told-customer-signed-in = a ouvert une session
told-customer-details-given = a donné ses coordonnées
told-customer-consent-given = a donné son accord
told-customer-consent-taken-back = a repris son accord
told-customer-data-taken = a téléchargé ce qui est gardé à son sujet
told-customer-file-opened = a ouvert le dossier d'un client
told-customer-erased = a effacé un client
told-person-erased = a effacé une personne
# L'équipe.
told-staff-account-made = a fait un compte pour l'équipe
told-staff-account-closed = a fermé un compte pour un moment, après trop d'essais
told-staff-second-factor-renewed = a commencé à changer de second facteur
told-staff-account-disabled = a fermé un compte de l'équipe
told-staff-account-enabled = a rouvert un compte de l'équipe
told-staff-roles-given = a donné des rôles
told-staff-link-given = a donné un lien d'accès
told-staff-access-reset = a remis un accès à zéro
told-staff-password-chosen = a choisi un mot de passe
told-staff-signed-in = a ouvert une session de travail
told-staff-recovery-code-used = a utilisé un code de secours
told-staff-recovery-codes-renewed = a renouvelé les codes de secours
# Le bureau.
told-offering-made = a créé une offre
told-offering-changed = a modifié une offre
told-specification-made = a créé un produit
told-specification-changed = a modifié un produit
told-category-changed = a modifié un rayon
told-promotion-changed = a modifié une promotion
told-place-changed = a modifié un lieu
told-arrangement-changed = a modifié l'ordre du rayon
told-page-changed = a modifié une page
told-delivery-method-changed = a modifié un mode de livraison
told-operator-changed = a modifié la fiche de l'entreprise
told-payment-provider-changed = a modifié un moyen de paiement
told-payment-way-set = a réglé un moyen de paiement
told-tariff-calendar-changed = a modifié un calendrier tarifaire
told-price-changed = a changé un prix
told-price-withdrawn = a retiré un prix qui devait commencer
told-price-ended = a mis fin à un prix à partir d’une date
told-catalogue-imported = a importé un catalogue
told-picture-kept = a ajouté une image
told-stock-counted = a compté le stock
told-stock-received = a reçu du stock
told-stock-written-off = a sorti du stock
told-stock-moved = a déplacé du stock
# Les vues.
told-view-renamed = a renommé une vue
told-view-dropped = a abandonné une vue
told-portrait-persons-read = a lu le portrait au nom des personnes
# Les motifs, tels qu'ils suivent une virgule ou se lisent seuls.
because-as-new = comme neuf
because-cart = question sur le panier
because-cart-abandoned = panier laissé
because-choice = question sur un choix
because-code = contre le code de retrait
because-comparison = question sur une comparaison
because-damaged = abîmé
because-declined = la banque de la carte a dit non
because-defective = en panne
because-delivery = livraison du fournisseur
because-error-seen = question sur un refus
because-expired = carte expirée
because-gesture = geste commercial
because-cash = en espèces
because-terminal = par carte, au terminal
because-identity = sur présentation d'une pièce d'identité
because-insufficient-funds = provision insuffisante
because-lost = perdu
because-never-reached = la demande n'est jamais parvenue à la banque
because-not-authenticated = le porteur n'a pas été reconnu
because-not-collected = pas retirée à temps
because-not-eligible = pas proposé à cette adresse ou à cette personne
because-not-paid = pas payée à temps
because-not-recognised = fichier non reconnu
because-nothing-exact = rien n'a tous les mots cherchés
because-nothing-found = rien trouvé
because-opened = ouvert
because-order = question sur une commande
because-out-of-stock = rupture de stock
because-own-use = usage propre
because-payment-refused = paiement refusé
because-question = question
because-return = retour
because-time-over = le délai est passé
because-used = usagé
because-wrong = autre chose que ce qui était commandé
because-wrong-details = coordonnées de paiement fausses
