# Ce qui ne reçoit pas la réponse demandée.
status-400 = Cette demande ne peut être lue
status-401 = Il faut d'abord se présenter
status-403 = Ceci ne vous est pas ouvert
status-404 = Il n'y a rien ici
status-405 = Cela ne se fait pas ici
status-409 = Cela ne se peut pas maintenant
status-410 = Ceci n'est plus là
status-413 = Ce fichier est trop grand
status-421 = Pas cette adresse
status-422 = Cela ne se peut pas
status-500 = Quelque chose a échoué ici
status-503 = Indisponible pour l'instant
status-507 = Il n'y a plus de place
problem-not-found = Il n'y a pas de telle page, vue ou acte. Peut-être a-t-elle été renommée ou abandonnée.
problem-refused = C'est refusé, et rien n'a été changé.
problem-failed = La faute est de ce côté. Rien n'est perdu ; réessayez, et regardez le journal du programme si elle revient.
problem-bad-filter = Un champ du filtre ne peut être lu.
problem-upload-failed = Le fichier n'a pas pu être gardé : le disque est peut-être plein.
problem-upload-broken = L'envoi s'est rompu avant la fin. Envoyez à nouveau le fichier.
problem-upload-too-large = Le fichier dépasse ce qui est pris ici ; importez-le en ligne de commande. Limite, en Mo :
problem-upload-gone = Cet envoi n'est plus gardé. Envoyez à nouveau le fichier.
problem-upload-nothing = Aucun fichier n'a été envoyé. Choisissez-en un d'abord.
problem-foreign-origin = Ce formulaire a été envoyé d'un autre site, et a été refusé.
problem-no-host = La demande ne nomme pas d'hôte.
problem-unknown-host = Ce nom d'hôte n'est pas l'un des nôtres.
problem-token-needed = Présentez le jeton que le terminal affiche : ajoutez une fois ?token=… à l'adresse.
problem-forbidden = Votre rôle ne permet pas cela.
