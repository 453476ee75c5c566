# Demander à un vendeur : la question, la conversation, la boîte partagée, le panier partagé.
talk-ask-button = Demander à un vendeur
talk-ask-title = Demander à un vendeur
talk-ask-lead = Écrivez votre question comme elle vous vient. Un vendeur répond ici même ; ce que vous avez déjà fait l'accompagne, vous n'aurez pas à le redire.
talk-ask-text = Votre question
talk-ask-text-hint = 4 000 caractères au plus.
talk-ask-mail = Adresse de courriel (facultatif)
talk-ask-mail-hint = Pour recevoir la réponse si vous partez avant qu'elle n'arrive. Elle ne sert à rien d'autre.
talk-ask-send = Envoyer la question
talk-ask-sent-once = Envoyée deux fois, votre question n'arrive qu'une fois.
talk-along-title = Ce qui accompagne votre question
talk-along-lead = Décochez ce que le vendeur ne doit pas voir.
talk-along-nothing = Rien d'autre que votre question.
talk-along-page = La page que vous regardiez : { $page }
talk-along-offer = L'offre que vous regardiez : { $offers }
talk-along-compared = Votre comparaison : { $offers }
talk-along-words = Ce que vous cherchiez : « { $words } »
talk-along-error = Ce qui vous a été répondu : « { $error } »
talk-along-cart = { $n ->
    [0] Votre panier, encore vide
    [one] Votre panier ({ $n } article). Le vendeur pourra le modifier ; vous verrez chaque changement.
   *[other] Votre panier ({ $n } articles). Le vendeur pourra le modifier ; vous verrez chaque changement.
}
problem-talk-empty = Écrivez votre message : il est vide.
problem-talk-long = Le message a { $n } caractères ; 4 000 au plus peuvent partir. Raccourcissez-le, ou envoyez-le en deux fois.
problem-talk-mail = Ceci n'est pas une adresse de courriel. Écrivez-la comme nom@exemple.fr, ou laissez le champ vide.
problem-talk-taken = { $who } s'occupe de cette conversation. Reprenez-la si cette personne le sait, ou laissez-la lui.
problem-talk-taken-nobody = Un autre vendeur s'occupe de cette conversation. Reprenez-la si cette personne le sait, ou laissez-la lui.
problem-talk-not-taken = Personne n'a pris cette conversation. Prenez-la d'abord.
problem-talk-full = Cette conversation a 2 000 messages. Fermez-la et ouvrez-en une autre.
problem-talk-closed = Cette conversation est close. Écrivez un message pour la rouvrir.
problem-talk-id = Ce message existe déjà sous un autre contenu. Rechargez la page et envoyez-le de nouveau.
talk-problem-cart = Le panier n'a pas été modifié : { $why }
talk-title = Votre conversation
talk-title-seller = Conversation avec un client
talk-messages = Messages
talk-you = Vous
talk-customer = Client
talk-seller = Vendeur
talk-write = Votre message
talk-send = Envoyer
talk-sending = Envoi…
talk-not-sent = Pas encore parti. Nouvel essai dans un instant.
talk-refused = Refusé. Le texte est resté ici.
talk-live = En direct : les messages arrivent d'eux-mêmes.
talk-cut = La connexion est coupée. Nouvel essai en cours ; rien de ce qui est envoyé ne se perd.
talk-no-script = Cette page ne se met pas à jour d'elle-même.
talk-see-new = Voir les nouveaux messages
talk-wait-here = Attendre la réponse ici
talk-waiting-page = Cette page se recharge toutes les dix secondes.
talk-write-now = Écrire un message
talk-state-waiting = Votre question attend un vendeur.
talk-state-taken = { $who } s'en occupe.
talk-state-taken-nobody = Un vendeur s'en occupe.
talk-state-handed = { $who } vous a rendu la main : à vous de finir.
talk-state-handed-nobody = Le vendeur vous a rendu la main : à vous de finir.
talk-state-closed = Cette conversation est close. Écrivez pour la rouvrir.
talk-continue-cart = Aller au panier
talk-leave = Je n'ai plus besoin de réponse
talk-cart-title = Le panier
talk-cart-both = Vous et le vendeur voyez le même panier, et pouvez tous deux le modifier.
talk-cart-both-seller = Le client voit le même panier ; chacun voit ce que l'autre change.
talk-cart-none = Il n'y a pas de panier.
talk-cart-empty = Le panier est vide.
talk-cart-closed = Ce panier est devenu une commande.
talk-cart-quantity = Quantité
talk-cart-quantity-of = Quantité de { $what }
talk-cart-change = Modifier
talk-cart-remove = Retirer
talk-cart-remove-what = Retirer { $what }
talk-cart-added-by-seller = ajouté par le vendeur
talk-cart-now = À payer maintenant
talk-cart-monthly = Puis par mois
talk-cart-at-end = À la fin
talk-cart-find = Ajouter une offre
talk-cart-find-go = Chercher
talk-cart-find-nothing = Rien ne correspond à « { $words } ».
talk-cart-add = Ajouter
talk-cart-add-what = Ajouter { $what }
talk-cart-why-form = ce champ ne se lit pas ; rechargez la page.
talk-cart-why-closed = il est devenu une commande.
talk-cart-why-not-on-offer = cette offre n'est plus en rayon.
talk-cart-why-no-price = cette offre n'a pas de prix en ce moment.
talk-cart-why-no-quantity = indiquez une quantité d'au moins 1.
talk-cart-why-too-many = 999 au plus par ligne.
talk-cart-why-too-many-lines = 100 lignes au plus.
talk-cart-why-no-line = cette ligne n'y est plus.
talk-cart-gone = N'est plus en rayon.
talk-cart-short = { $n ->
    [0] Il n'en reste plus.
    [one] Il n'en reste que { $n }.
   *[other] Il n'en reste que { $n }.
}
talk-cart-each-month = { $amount } par mois
kind-chat-link-opened = lien d'un vendeur suivi
story-customer-chat-link-opened-untimed = a rouvert son panier par le lien du vendeur
story-customer-chat-link-opened = a rouvert son panier par le lien du vendeur, en { $time }
problem-talk-sign-in = Ce panier appartient à un compte : connectez-vous pour l'ouvrir.
talk-along-seller = Ce que le client a fait
talk-along-none = Le client n'a rien joint.
talk-along-seller-page = Page
talk-along-seller-offer = Offre
talk-along-seller-compared = Comparaison
talk-along-seller-words = Recherche
talk-along-seller-error = Réponse reçue
talk-along-seller-mail = Courriel laissé
talk-along-seller-language = Langue
talk-language-fr = français
talk-language-en = anglais
inbox-title = Boîte partagée
inbox-lead = Toutes les conversations, l'attente la plus longue d'abord. Qui prend une conversation s'en occupe ; les autres le voient.
inbox-waiting = { $n ->
    [0] Personne n'attend
    [one] { $n } personne attend
   *[other] { $n } personnes attendent
}
inbox-taken = { $n ->
    [0] Aucune conversation en cours
    [one] { $n } conversation en cours
   *[other] { $n } conversations en cours
}
inbox-handed-back = { $n ->
    [0] Aucun panier rendu
    [one] { $n } panier rendu au client
   *[other] { $n } paniers rendus au client
}
inbox-closed = Dernières conversations closes
inbox-since = depuis { $duration }
inbox-waits = attend depuis { $duration }
inbox-answered = répondu
inbox-messages = { $n ->
    [one] { $n } message
   *[other] { $n } messages
}
inbox-with = avec { $who }
inbox-with-nobody-named = avec un vendeur
inbox-with-you = avec vous
inbox-take = Prendre
inbox-take-whose = Prendre la conversation « { $text } »
inbox-open = Ouvrir
inbox-back = Boîte partagée
inbox-more = Les { $n } plus anciennes sont montrées.
talk-desk-waiting = Personne ne s'en occupe encore.
talk-desk-mine = Vous vous en occupez.
talk-desk-theirs = { $who } s'en occupe.
talk-desk-theirs-nobody = Un autre vendeur s'en occupe.
talk-desk-handed = Rendue au client { $when }.
talk-desk-closed = Close : { $ending }.
talk-desk-take = Prendre cette conversation
talk-desk-take-over = La reprendre quand même
talk-desk-release = La remettre dans la boîte
talk-desk-hand-back = Rendre la main au client
talk-desk-hand-back-hint = Le client reçoit un lien vers le panier, valable 14 jours ; par courriel s'il a laissé une adresse.
talk-desk-link = Lien à donner au client
talk-desk-link-hint = Il ouvre ce panier et cette conversation sur n'importe quel appareil.
talk-desk-close = Clore
talk-desk-how = Comment cela finit
talk-desk-answer = Votre réponse
ending-served = la question a sa réponse
ending-nothingFits = rien de ce qui est offert ne convient
ending-left = le client est parti
ending-noDemand = ce n'était pas une demande
handed-title = Reprendre où vous en étiez
handed-lead = Un vendeur a préparé votre panier avec vous. Vous pouvez finir sur cet appareil.
handed-open = Ouvrir le panier
handed-talk = Lire la conversation
handed-gone-title = Ce lien n'est plus valable
handed-gone = Les liens valent 14 jours. Demandez à un vendeur de vous en donner un autre.
# Les actes d'une conversation, racontés.
kind-chat-asked = question à un vendeur
kind-chat-turn = échange écrit avec un vendeur
kind-chat-taken = conversation prise
kind-chat-released = conversation remise dans la boîte
kind-chat-ended = fin d'un échange avec un vendeur
kind-chat-handed-back = panier rendu au client
kind-chat-closed = conversation close
story-customer-chat-asked = a écrit une question pendant { $time }
story-customer-chat-asked-untimed = a écrit une question
story-customer-chat-turn = a écrit pendant { $time }
story-customer-chat-turn-untimed = a écrit
story-agent-chat-turn = a répondu par écrit en { $time }
story-agent-chat-turn-untimed = a répondu par écrit
story-agent-chat-taken-untimed = a pris la conversation
story-agent-chat-released-untimed = a remis la conversation dans la boîte
story-agent-chat-ended-untimed = a mené la conversation à son terme
story-agent-chat-handed-back-untimed = a rendu la main au client
story-agent-chat-closed-untimed = a clos la conversation
talk-cart-order = Commande { $number }
talk-cart-code = Code de promotion
talk-cart-code-go = Appliquer
talk-cart-changed-there = { $what } : { $quantity }, changé de l'autre côté.
talk-state-ordered = C'est commandé : commande { $number }. Vous pouvez encore écrire ici.
talk-see-order = Voir la commande
talk-title-with = Conversation avec { $who }
talk-ask-open = Vous avez déjà une conversation ouverte ; le vendeur y a tout sous les yeux.
talk-ask-go-on = La reprendre
inbox-somebody = Visiteur
inbox-from = depuis « { $page } »
desk-who = Qui c'est
desk-who-account = Client sans nom
desk-who-unknown = Cette personne n'est pas connectée.
desk-file = Ouvrir le dossier
desk-orders = Ses commandes
desk-products = Ses produits
desk-talks = Ses autres conversations
desk-looked-at = regardée en écrivant
desk-notes = Notes internes
desk-notes-lead = Pour les collègues : le client ne les voit pas sur ses pages.
desk-note = Une note
desk-note-go = Noter
talk-cart-why-code = ce code ne vaut pas, ou plus.
