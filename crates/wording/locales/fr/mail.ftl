# Courriers envoyés aux clients : objet et phrases.
mail-hello = Bonjour,
mail-hello-name = Bonjour { $name },
mail-bye = À bientôt,
mail-why = Vous recevez ce message parce que cette adresse nous a été donnée lors d'une demande ou d'une commande.
mail-order-of = Commande { $number }
mail-follow = Suivre la commande
mail-reply-none = Une question ? Demandez à un vendeur depuis la page de la commande.

mail-code-subject = { $code } : votre code de connexion
mail-code-text = Voici le code à recopier pour vous connecter :
mail-code-life = { $minutes ->
    [one] Il est valable { $minutes } minute et ne sert qu'une fois.
   *[other] Il est valable { $minutes } minutes et ne sert qu'une fois.
}
mail-code-not-you = Si vous n'avez rien demandé, ignorez ce message : sans ce code, personne ne peut se connecter à votre place. Ne le donnez à personne, pas même à nous.

mail-placed-subject = Commande { $number } : nous l'avons bien reçue
mail-placed-text = Merci. Votre commande { $number } est enregistrée.
mail-placed-total = Total
mail-placed-monthly = Puis chaque mois
mail-placed-next = Et maintenant ?
mail-placed-proof = La preuve d'achat est jointe à ce message.
mail-placed-withdraw = Vous pouvez changer d'avis pendant 14 jours : le bouton « Se rétracter » est sur la page de la commande.

mail-transfer-text = Pour régler, faites un virement de { $amount } avec la référence ci-dessous. Sans elle, nous ne pouvons pas reconnaître votre paiement.
mail-transfer-reference = Référence
mail-transfer-account = Compte (IBAN)
mail-transfer-until = Nous gardons la commande jusqu'au { $date }.

mail-received-subject = Commande { $number } : votre paiement est arrivé
mail-received-text = Nous avons reçu { $amount } pour votre commande { $number }. Elle suit son cours.

mail-ready-subject = Commande { $number } : elle vous attend à { $place }
mail-ready-text = Votre commande { $number } est prête. Elle vous attend ici :
mail-ready-code = Code de retrait à montrer en magasin :
mail-ready-until = Elle vous est gardée jusqu'au { $date }.
mail-ready-hours = Heures d'ouverture
mail-ready-show = Montrer le code et son QR code

mail-shipped-subject = Commande { $number } : elle est partie
mail-shipped-text = Votre commande { $number } est partie.
mail-shipped-part = Une partie de votre commande { $number } est partie. Le reste suivra.
mail-shipped-tracking = Suivi du colis
mail-shipped-by = Livraison prévue : { $date }.

mail-cancelled-subject = Commande { $number } : elle est annulée
mail-cancelled-text = Votre commande { $number } est annulée.
mail-cancelled-reason = Pourquoi : { $reason }
mail-cancelled-refund = Nous vous rendons { $amount }. Un message vous dira quand c'est fait.
mail-cancelled-nothing = Rien n'a été encaissé.

mail-refunded-subject = Commande { $number } : { $amount } vous sont rendus
mail-refunded-text = Nous vous avons rendu { $amount } pour la commande { $number }, { $method }.
mail-refunded-delay = Selon votre banque, la somme apparaît sous quelques jours.

mail-back-subject = { $what } : de nouveau disponible
mail-back-text = Vous nous aviez demandé de vous prévenir : { $what } est de nouveau disponible.
mail-back-no-hold = Rien n'est réservé tant que vous n'avez pas commandé.
mail-back-see = Voir l'offre
mail-back-once = Nous ne vous écrirons plus à ce sujet.

mail-handed-subject = Votre panier est prêt
mail-handed-text = { $seller } a préparé votre panier et vous le rend.
mail-handed-see = Ouvrir le panier
mail-handed-life = Ce lien ouvre votre panier jusqu'au { $date }. Il est personnel : ne le transmettez pas.

mail-answered-subject = Une réponse vous attend
mail-answered-text = { $seller } a répondu à votre question :
mail-answered-see = Lire et répondre

mail-transcript-subject = Votre échange du { $date }
mail-transcript-text = Voici ce que nous nous sommes dit.
mail-transcript-see = Revoir l'échange

mail-withdrawn-subject = Commande { $number } : votre rétractation est enregistrée
mail-withdrawn-text = Nous avons reçu votre rétractation du contrat { $number } le { $date }.
mail-withdrawn-content = Ce que vous avez déclaré :
mail-withdrawn-next = Cet accusé de réception fait foi. Nous vous remboursons au plus tard 14 jours après cette date, une fois les biens revenus ou leur renvoi prouvé.

mail-method-shop = en magasin
mail-method-bank-transfer = par virement
mail-method-sepa-mandate = sur votre compte
mail-method-test-card = sur votre carte
mail-method-other = par le moyen utilisé pour payer
mail-account-factor = Un second facteur a été défini pour votre compte le { $when } : ses chiffres sont désormais demandés à chaque connexion.
mail-account-factor-subject = Un second facteur a été défini pour votre compte
mail-account-recovery = Un code de secours de votre compte a été utilisé le { $when } à la place du second facteur. La personne qui l'a utilisé peut définir un nouveau second facteur ; d'ici là, l'ancien reste en vigueur.
mail-account-recovery-subject = Un code de secours de votre compte a été utilisé
mail-account-reset = Le mot de passe et le second facteur de votre compte ont été retirés le { $when } par l'administration. Elle vous remettra un lien pour choisir les deux de nouveau.
mail-account-reset-subject = L'accès à votre compte a été réinitialisé
mail-account-not-you = Si ce n'était pas vous et que vous n'avez rien demandé, prévenez aussitôt l'administration : elle peut fermer le compte.

mail-a-seller = Un vendeur
mail-placed-confirmation = La confirmation de commande est jointe ; la preuve d'achat suivra le paiement.
mail-debit-text = Nous prélevons { $amount } sur votre compte, une seule fois.
mail-debit-from = Nous prélevons { $amount } sur votre compte, une seule fois, pas avant le { $date }.
mail-debit-mandate = Référence du mandat
mail-debit-creditor = Identifiant du créancier
mail-debit-account = Compte
mail-debit-rights = Vous pouvez demander à votre banque le remboursement d'un prélèvement pendant huit semaines.
mail-back-by = Rapportez-les ou renvoyez-les au plus tard le { $date }.
mail-back-shops = En boutique, sans frais : { $shops }.
mail-back-address = Par la poste, avec le numéro de la commande, à :
mail-withdrawn-nothing-back = Il n'y a rien à renvoyer. Cet accusé de réception est votre preuve. Ce que vous avez payé vous est rendu au plus tard 14 jours après cette date.
mail-handed-over-rest = Le reste de la commande vous attend en boutique, contre le même code.
mail-refund-account = Dites-nous sur la page de la commande sur quel compte la verser : cette somme ne peut pas revenir d'elle-même.

mail-row-kept = Toujours dans la commande
mail-row-owed = Nouveau montant
mail-row-refund = À vous rendre
mail-row-withheld = Retenu, pour usage ou dommage
mail-row-to-come = Reste à venir
mail-row-taken-cash = Payé en espèces
mail-row-taken-terminal = Payé par carte en boutique
mail-row-reached = Pour vous joindre
mail-row-sent-to = Envoi à
mail-row-collected-at = À retirer à
mail-row-ready = Prête, en principe
mail-row-subscription = Abonnement
mail-row-asked = Demandée
mail-row-ends = Il fonctionne jusqu'au
mail-row-still-owed = Reste dû au titre de l'engagement
mail-row-nothing = rien
mail-row-at-end = À la fin

mail-news-amended-subject = Commande { $number } : elle est modifiée
mail-news-amended-text = Votre commande { $number } est modifiée. N'en fait plus partie :
mail-news-part-cancelled-subject = Commande { $number } : une partie est annulée
mail-news-part-cancelled-text = Une partie de votre commande { $number } est annulée. N'en fait plus partie :
mail-news-corrected-subject = Commande { $number } : indications corrigées
mail-news-corrected-text = Nous avons corrigé ces indications de votre commande { $number } :
mail-news-held-subject = Commande { $number } : elle est en attente
mail-news-held-text = Votre commande { $number } est en attente pour l'instant. Rien n'est perdu ; nous vous dirons quand elle reprend.
mail-news-resumed-subject = Commande { $number } : elle reprend
mail-news-resumed-text = Votre commande { $number } reprend.
mail-news-code-renewed-subject = Commande { $number } : un nouveau code de retrait
mail-news-code-renewed-text = Votre commande { $number } a un nouveau code de retrait. Le précédent ne vaut plus.
mail-news-delivered-subject = Commande { $number } : elle est arrivée
mail-news-delivered-text = Un colis de votre commande { $number } est arrivé. Vous avez 14 jours à partir du dernier colis pour changer d'avis.
mail-news-handed-over-subject = Commande { $number } : elle vous a été remise
mail-news-handed-over-text = Nous vous avons remis, de votre commande { $number } :
mail-news-returned-subject = Commande { $number } : votre retour est arrivé
mail-news-returned-text = Nous avons reçu, de votre commande { $number } :
mail-news-gesture-subject = Commande { $number } : un geste
mail-news-gesture-text = Par geste commercial, nous vous rendons { $amount } sur votre commande { $number }. Un message vous dira quand c'est fait.
mail-news-in-service-subject = Commande { $number } : votre abonnement fonctionne
mail-news-in-service-text = En service à partir de maintenant :
mail-news-payment-refused-subject = Commande { $number } : le paiement a été refusé
mail-news-payment-refused-text = Le paiement de votre commande { $number } a été refusé ; rien n'a été encaissé. Nous la gardons pour vous : payez-la depuis sa page, par le même moyen ou par un autre.
mail-row-to-pay = À payer
mail-pay-until = Vous pouvez payer jusqu'au { $date }.
mail-news-part-paid-subject = Commande { $number } : une partie de votre paiement est arrivée
mail-news-part-paid-text = Nous avons reçu { $amount } pour votre commande { $number }. Elle reprend quand tout est là.
mail-news-debit-refused-subject = Commande { $number } : votre banque a rejeté le prélèvement
mail-news-debit-refused-text = Votre banque a rejeté le prélèvement pour votre commande { $number }. Il reste { $amount } à payer : choisissez une autre façon de payer sur la page de la commande.
mail-news-paid-too-late-subject = Commande { $number } : votre paiement est arrivé après sa fin
mail-news-paid-too-late-text = Nous avons reçu { $amount } pour la commande { $number }, qui est close. Nous vous les rendons.
mail-news-ending-subject = Commande { $number } : votre résiliation est enregistrée
mail-news-ending-text = Nous avons enregistré la résiliation de cet abonnement. Ce message est votre accusé de réception.
mail-news-ended-subject = Commande { $number } : votre abonnement est terminé
mail-news-ended-text = Cet abonnement est terminé.
