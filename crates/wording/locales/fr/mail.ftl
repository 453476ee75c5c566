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
