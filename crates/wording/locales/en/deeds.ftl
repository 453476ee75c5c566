# What the product itself writes into the ledger: a verb for each kind of act, which follows “a customer”, “an agent” or “a machine”.
# “event-”: a whole sentence, where whoever acts is not the one to whom it happens.
told-time = , in { $time }
told-waited = , after waiting { $time }
told-what = : { $what }
told-amount = { " " }({ $amount })
told-pieces = { $n ->
    [one] { " " }({ $n } item)
   *[other] { " " }({ $n } items)
}
told-in-cart = { $n ->
    [one] , which holds { $n } item
   *[other] , which holds { $n } items
}
told-quantity = { " " }({ $n })
told-times = , { $n } times
told-because = , { $reason }
# The cart and the checkout.
told-cart-line-added = put an offer in the cart
told-cart-line-changed = changed a line of the cart
told-cart-line-removed = removed a line of the cart
told-cart-joined = joined the browser's cart and the account's
told-promotion-code-entered = entered a promotion code
told-promotion-code-removed = removed a promotion code
told-checkout-entered = went to the checkout
told-checkout-filled = filled in the checkout
event-reservation-expired = the held items are given back to stock
event-dead-end = a demand found no way on
told-stock-watch-asked = asked to be told when the item is back
told-stock-watch-told = told that the item is back
# An order.
told-order-placed = placed an order
event-payment-settled = the order is paid
event-payment-part = a part of the order is paid
event-payment-refused = the payment is refused
event-payment-uncertain = the payment is without an answer
event-allocation-failed = the items are missing
told-order-ready = got the order ready to be picked up
told-goods-handed-over = handed the order over
told-pick-up-code-refused = read a pick-up code that is not the right one
told-pick-up-code-renewed = gave a new pick-up code
told-order-shipped = shipped the order
told-order-delivered = noted the arrival of the order
told-subscription-started = put the subscription in service
told-service-done = did the service
told-order-amended = reduced the order
told-order-cancelled = cancelled the order
told-order-unpaid = closed the order, which was not paid
told-order-not-collected = closed the order, which was not picked up
told-order-failed = gave up fulfilling the order
told-order-held = put the order on hold
told-order-resumed = resumed the order
told-contract-withdrawn = withdrew from the contract
told-goods-returned = took returned items back
event-refund-due = a refund is due
told-refund-made = made the refund
told-order-note-added = added a note to the order
told-order-corrected = put details of the order right
told-order-confirmation-sent = sent the confirmation again
told-refund-account-given = gave an account for the refund
told-subscription-termination-asked = asked for the end of a subscription
told-subscription-ended = ended the subscription
# Use.
told-meter-file-brought = brought a meter file
told-meter-file-kept = kept their use
told-meter-file-forgotten = erased their kept use
told-use-told = sent their use along with what is chosen
# Customers and their account.
told-customer-code-asked = asked for a sign-in code
told-customer-signed-in = signed in
told-customer-details-given = gave their details
told-customer-consent-given = agreed
told-customer-consent-taken-back = took their agreement back
told-customer-data-taken = downloaded what is held about them
told-customer-file-opened = opened a customer's file
told-customer-erased = erased a customer
told-person-erased = erased a person
# Staff.
told-staff-account-made = made an account for staff
told-staff-account-closed = closed an account for a while, after too many attempts
told-staff-second-factor-renewed = began to change the second factor
told-staff-account-disabled = closed an account of staff
told-staff-account-enabled = opened an account of staff again
told-staff-roles-given = gave roles
told-staff-link-given = gave an access link
told-staff-access-reset = reset somebody's access
told-staff-password-chosen = chose a password
told-staff-signed-in = signed in to work
told-staff-recovery-code-used = used a recovery code
told-staff-recovery-codes-renewed = renewed the recovery codes
# The office.
told-offering-made = made an offer
told-offering-changed = changed an offer
told-specification-made = made a product
told-specification-changed = changed a product
told-category-changed = changed a category
told-promotion-changed = changed a promotion
told-place-changed = changed a place
told-arrangement-changed = changed the order of the shelf
told-page-changed = changed a page
told-delivery-method-changed = changed a delivery method
told-operator-changed = changed the company's details
told-payment-provider-changed = changed a way of payment
told-payment-way-set = set a way of payment
told-tariff-calendar-changed = changed a tariff calendar
told-price-changed = changed a price
told-price-withdrawn = withdrew a price that was to begin
told-price-ended = ended a price from a date on
told-catalogue-imported = imported a catalogue
told-picture-kept = added a picture
told-stock-counted = counted stock
told-stock-received = received stock
told-stock-written-off = wrote stock off
told-stock-moved = moved stock
# Views.
told-view-renamed = renamed a view
told-view-dropped = dropped a view
told-portrait-persons-read = read the portrait by person
# Reasons, as they follow a comma or stand alone.
because-as-new = as new
because-cart = question about the cart
because-cart-abandoned = cart left
because-choice = question about a choice
because-code = against the pick-up code
because-comparison = question about a comparison
because-damaged = damaged
because-declined = the card's bank said no
because-defective = defective
because-delivery = delivery from the supplier
because-error-seen = question about a refusal
because-expired = card expired
because-gesture = gesture
because-cash = in cash
because-terminal = by card, at the terminal
because-identity = on presentation of an identity document
because-insufficient-funds = not enough funds
because-lost = lost
because-never-reached = the question never reached the bank
because-not-authenticated = the holder was not recognised
because-not-collected = not picked up in time
because-not-eligible = not offered at this address or to this person
because-not-paid = not paid in time
because-not-recognised = file not recognised
because-nothing-exact = nothing has all the words sought
because-nothing-found = nothing found
because-opened = opened
because-order = question about an order
because-out-of-stock = out of stock
because-own-use = own use
because-payment-refused = payment refused
because-question = question
because-return = return
because-time-over = the time is over
because-used = used
because-wrong = not what was ordered
because-wrong-details = wrong payment details
