# Ask a seller: the question, the conversation, the shared inbox, the shared cart.
talk-ask-button = Ask a seller
talk-ask-title = Ask a seller
talk-ask-lead = Write your question as it comes. A seller answers right here; what you have already done goes along, so that you need not tell it again.
talk-ask-text = Your question
talk-ask-text-hint = At most 4,000 characters.
talk-ask-mail = E-mail address (optional)
talk-ask-mail-hint = To receive the answer if you leave before it arrives. It is used for nothing else.
talk-ask-send = Send the question
talk-ask-sent-once = Sent twice, your question arrives once.
talk-along-title = What goes along with your question
talk-along-lead = Untick what the seller should not see.
talk-along-nothing = Nothing but your question.
talk-along-page = The page you were looking at: { $page }
talk-along-offer = The offer you were looking at: { $offers }
talk-along-compared = Your comparison: { $offers }
talk-along-words = What you were searching for: “{ $words }”
talk-along-error = What you were told: “{ $error }”
talk-along-cart = { $n ->
    [0] Your cart, still empty
    [one] Your cart ({ $n } item). The seller can change it; you see every change.
   *[other] Your cart ({ $n } items). The seller can change it; you see every change.
}
problem-talk-empty = Write your message: it is empty.
problem-talk-long = The message has { $n } characters; at most 4,000 can be sent. Shorten it, or send it in two.
problem-talk-mail = This is not an e-mail address. Write it like name@example.org, or leave the field empty.
problem-talk-taken = { $who } has taken this conversation. Take it over if they know, or leave it to them.
problem-talk-taken-nobody = Another seller has this conversation. Take it over if they know, or leave it to them.
problem-talk-not-taken = Nobody has taken this conversation. Take it first.
problem-talk-full = This conversation has 2,000 messages. Close it and open another.
problem-talk-closed = This conversation is closed. Write a message to open it again.
problem-talk-id = Another message was sent under this id. Reload the page and send it again.
talk-problem-cart = The cart was not changed: { $why }
talk-title = Your conversation
talk-title-seller = Conversation with a customer
talk-messages = Messages
talk-you = You
talk-customer = Customer
talk-seller = Seller
talk-write = Your message
talk-send = Send
talk-sending = Sending…
talk-not-sent = Not sent yet. Trying again in a moment.
talk-refused = Refused. The text is still here.
talk-live = Live: messages arrive by themselves.
talk-cut = The connection is cut. Trying again; nothing that is sent gets lost.
talk-no-script = This page does not update by itself.
talk-see-new = See new messages
talk-wait-here = Wait here for the answer
talk-waiting-page = This page reloads every ten seconds.
talk-write-now = Write a message
talk-state-waiting = Your question is waiting for a seller.
talk-state-taken = { $who } is on it.
talk-state-taken-nobody = A seller is on it.
talk-state-handed = { $who } has handed it back: you can finish.
talk-state-handed-nobody = The seller has handed it back: you can finish.
talk-state-closed = This conversation is closed. Write to open it again.
talk-continue-cart = Go to the cart
talk-leave = I no longer need an answer
talk-cart-title = The cart
talk-cart-both = You and the seller see the same cart, and both can change it.
talk-cart-both-seller = The customer sees the same cart; each sees what the other changes.
talk-cart-none = There is no cart.
talk-cart-empty = The cart is empty.
talk-cart-closed = This cart has become an order.
talk-cart-quantity = Quantity
talk-cart-quantity-of = Quantity of { $what }
talk-cart-change = Change
talk-cart-remove = Remove
talk-cart-remove-what = Remove { $what }
talk-cart-added-by-seller = added by the seller
talk-cart-now = Due now
talk-cart-monthly = Then each month
talk-cart-at-end = At the end
talk-cart-find = Add an offer
talk-cart-find-go = Search
talk-cart-find-nothing = Nothing matches “{ $words }”.
talk-cart-add = Add
talk-cart-add-what = Add { $what }
talk-cart-why-form = this field cannot be read; reload the page.
talk-cart-why-closed = it has become an order.
talk-cart-why-not-on-offer = this offer is no longer on the shelf.
talk-cart-why-no-price = this offer has no price at the moment.
talk-cart-why-no-quantity = give a quantity of at least 1.
talk-cart-why-too-many = at most 999 on a line.
talk-cart-why-too-many-lines = at most 100 lines.
talk-cart-why-no-line = this line is no longer in it.
talk-cart-gone = No longer on the shelf.
talk-cart-short = { $n ->
    [0] None left.
    [one] Only { $n } left.
   *[other] Only { $n } left.
}
talk-cart-each-month = { $amount } a month
kind-chat-link-opened = a seller's link followed
story-customer-chat-link-opened-untimed = opened the cart again by the seller's link
story-customer-chat-link-opened = opened the cart again by the seller's link, in { $time }
problem-talk-sign-in = This cart belongs to an account: sign in to open it.
talk-along-seller = What the customer did
talk-along-none = The customer sent nothing along.
talk-along-seller-page = Page
talk-along-seller-offer = Offer
talk-along-seller-compared = Comparison
talk-along-seller-words = Search
talk-along-seller-error = What they were told
talk-along-seller-mail = E-mail left
talk-along-seller-language = Language
talk-language-fr = French
talk-language-en = English
inbox-title = Shared inbox
inbox-lead = Every conversation, the longest wait first. Whoever takes one looks after it; the others see that.
inbox-waiting = { $n ->
    [0] Nobody is waiting
    [one] { $n } person is waiting
   *[other] { $n } people are waiting
}
inbox-taken = { $n ->
    [0] No conversation under way
    [one] { $n } conversation under way
   *[other] { $n } conversations under way
}
inbox-handed-back = { $n ->
    [0] No cart handed back
    [one] { $n } cart handed back to the customer
   *[other] { $n } carts handed back to the customer
}
inbox-closed = Latest closed conversations
inbox-since = for { $duration }
inbox-waits = has been waiting for { $duration }
inbox-answered = answered
inbox-messages = { $n ->
    [one] { $n } message
   *[other] { $n } messages
}
inbox-with = with { $who }
inbox-with-nobody-named = with a seller
inbox-with-you = with you
inbox-take = Take
inbox-take-whose = Take the conversation “{ $text }”
inbox-open = Open
inbox-back = Shared inbox
inbox-more = The { $n } oldest are shown.
talk-desk-waiting = Nobody has taken it yet.
talk-desk-mine = You have taken it.
talk-desk-theirs = { $who } has taken it.
talk-desk-theirs-nobody = Another seller has taken it.
talk-desk-handed = Handed back to the customer { $when }.
talk-desk-closed = Closed: { $ending }.
talk-desk-take = Take this conversation
talk-desk-take-over = Take it over all the same
talk-desk-release = Put it back into the inbox
talk-desk-hand-back = Hand back to the customer
talk-desk-hand-back-hint = The customer gets a link to the cart, good for 14 days; by e-mail if they left an address.
talk-desk-link = Link to give to the customer
talk-desk-link-hint = It opens this cart and this conversation on any device.
talk-desk-close = Close
talk-desk-how = How it ends
talk-desk-answer = Your answer
ending-served = the question is answered
ending-nothingFits = nothing that is offered fits
ending-left = the customer left
ending-noDemand = it was no demand
handed-title = Go on where you were
handed-lead = A seller has prepared your cart with you. You can finish on this device.
handed-open = Open the cart
handed-talk = Read the conversation
handed-gone-title = This link is no longer good
handed-gone = Links are good for 14 days. Ask a seller to give you another.
# The acts of a conversation, told.
kind-chat-asked = question to a seller
kind-chat-turn = written exchange with a seller
kind-chat-taken = conversation taken
kind-chat-released = conversation put back into the inbox
kind-chat-ended = end of an exchange with a seller
kind-chat-handed-back = cart handed back to the customer
kind-chat-closed = conversation closed
story-customer-chat-asked = wrote a question for { $time }
story-customer-chat-asked-untimed = wrote a question
story-customer-chat-turn = wrote for { $time }
story-customer-chat-turn-untimed = wrote
story-agent-chat-turn = answered in writing in { $time }
story-agent-chat-turn-untimed = answered in writing
story-agent-chat-taken-untimed = took the conversation
story-agent-chat-released-untimed = put the conversation back into the inbox
story-agent-chat-ended-untimed = brought the conversation to its end
story-agent-chat-handed-back-untimed = handed it back to the customer
story-agent-chat-closed-untimed = closed the conversation
talk-cart-order = Order { $number }
talk-cart-code = Promotion code
talk-cart-code-go = Apply
talk-cart-changed-there = { $what }: { $quantity }, changed on the other side.
talk-state-ordered = It is ordered: order { $number }. You can still write here.
talk-see-order = See the order
talk-title-with = Conversation with { $who }
talk-ask-open = You have an open conversation already; the seller has all of it there.
talk-ask-go-on = Go on with it
inbox-somebody = Visitor
inbox-from = from “{ $page }”
desk-who = Who it is
desk-who-account = Customer without a name
desk-who-unknown = This person has not signed in.
desk-file = Open the file
desk-orders = Their orders
desk-products = Their products
desk-talks = Their other conversations
desk-looked-at = looked at while writing
desk-notes = Internal notes
desk-notes-lead = For colleagues: the customer does not see them on their pages.
desk-note = A note
desk-note-go = Note it
talk-cart-why-code = this code does not hold, or no longer.
