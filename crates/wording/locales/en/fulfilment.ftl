# Orders, at the counter of a shop and in the office.

# States (TMF622)
ord-state-acknowledged = Received
ord-state-rejected = Rejected
ord-state-pending = Awaiting payment
ord-state-held = On hold
ord-state-inProgress = In progress
ord-state-cancelled = Cancelled
ord-state-completed = Completed
ord-state-failed = Failed
ord-state-partial = Partly fulfilled
ord-state-assessingCancellation = Cancellation being assessed
ord-state-pendingCancellation = Being cancelled

# Lists
ord-number = Order
ord-customer = Customer
ord-what = Contents
ord-when = Date
ord-state = State
ord-amount = Amount
ord-late = Late:
ord-kept-until = kept until { $when }
ord-ready-by = to be ready by { $when }
ord-pay-until = to be paid by { $when }
ord-expected = expected by { $when }
ord-to-pay = { $amount } to collect
ord-refund-due = { $amount } to refund
ord-and-more = { $n ->
    [one] and one more line
   *[other] and { $n } more lines
}
ord-kept-at = Set aside: { $places }

# The counter
counter-title = Shop counter
counter-choose = Which shop are you working in?
counter-no-shop = No shop has been described yet.
counter-add-shop = Add a shop
counter-shop-counts = { $prepare } to prepare, { $ready } to hand over
counter-shop-title = { $shop }: counter
counter-other-shop = Change shop
counter-open = Open until { $when }.
counter-closed = Closed; opens { $when }.
counter-find = Pick-up code or order number
counter-find-hint = Type the code that the customer shows, scan their QR code, or type their order number.
counter-find-go = Find
counter-more = There are more than this page shows: find the others by their code or number.
counter-prepare = { $n ->
    [0] To prepare
   *[other] To prepare ({ $n })
}
counter-prepare-none = Nothing to prepare.
counter-ready = { $n ->
    [0] Ready to hand over
   *[other] Ready to hand over ({ $n })
}
counter-ready-none = No order is waiting for its customer.
counter-waiting = { $n ->
    [0] Waiting
   *[other] Waiting ({ $n })
}
counter-waiting-none = Nothing is waiting.
counter-ready-go = Mark as ready
counter-done-ready = Order { $number } is ready; the customer has been told.
counter-done-handed = The hand-over of order { $number } is recorded.
counter-done-code = Order { $number } has a new code, which was sent to the customer and stands on their page.

# Handing over
hand-title = Hand over order { $number }
hand-back = { $shop }: counter
hand-elsewhere = This order is waiting in another shop: { $shop }.
hand-lines = What is in the order
ord-line = Item
ord-given = Given
hand-ready-why = This order is not marked as ready yet. You can hand it over now, or tell the customer that it is waiting for them.
hand-what = What you hand over
hand-others = Along with it: { $what }. Subscriptions start when all goods have been handed over.
hand-who = To whom
hand-blocked = The code was tried too often, or is no longer there. Check the customer's identity, or give them a new code.
hand-by-code = The customer shows their code
hand-code = Pick-up code
hand-by-identity = I have checked their identity: { $name }
hand-due = To collect now
hand-taken = I have taken { $amount }
hand-go = Hand over
hand-renew = The customer has lost their code
hand-renew-why = A new code replaces the old one; the customer finds it on the page of their order.
hand-renew-go = Give a new code
hand-office = See the whole order

# Orders in the office
orders-title = Orders
orders-to-ship = To ship
orders-refund = To refund
orders-unpaid = Awaiting payment
orders-search = Number, email address or name
orders-any = All
orders-what = To do
orders-from = From
orders-to = To
orders-go = Search
orders-count = { $n ->
    [0] No order
    [one] One order
   *[other] { $n } orders
}
orders-none = No order matches this search.
orders-bad-day = “{ $day }” is not a day: write it as 2026-11-24.
orders-bad-state = “{ $state }” is not a state of an order.

# An order
ord-title = Order { $number }
ord-see-payments = See payments
ord-lines = Items
ord-counts = Given
ord-of = { $given } of { $wanted }
ord-ordered-for = { $amount } when ordered
ord-ordered = { $n } ordered
ord-returned = { $n } returned
ord-withdrawn = { $n } to come back (withdrawal)
ord-vat = VAT in detail
ord-vat-off = VAT of what was taken off or came back
ord-vat-rate = Rate
ord-vat-base = Without tax
ord-vat-tax = VAT
ord-vat-total = With tax
ord-percent = { $n }%
ord-per-month = { $amount } a month
ord-start = Start
ord-service-done = Service done
ord-steps = Where it stands
ord-hand-over = Hand over at the counter
ord-facts = Details
ord-fact-name = Customer
ord-fact-email = Email
ord-fact-phone = Phone
ord-fact-customer = Account
ord-fact-customer-known = Known customer
ord-fact-customer-guest = No account
ord-fact-delivery = Delivery
ord-fact-address = Delivery address
ord-fact-billing = Billing address
ord-fact-due = Due with the order
ord-fact-missing = Still to pay
ord-fact-refunded = Refunded so far
ord-fact-language = Language
ord-fact-terms = Terms accepted (version)
ord-fact-hold = On hold because
ord-fact-reason = Why it ended
ord-fact-return = Why it came back
ord-reason-customer = The customer changed their mind.
ord-reason-out-of-stock = There was not enough stock.
ord-delivery-none = Nothing to deliver
ord-delivery-pick-up = Pick-up at { $shop }
ord-delivery-shipping = Shipping ({ $method })
ord-payments = Payments
ord-no-payment = There was nothing to pay.
ord-paid = Received: { $amount }
ord-refunded = Refunded: { $amount }
ord-refund-go = Refund { $amount }
ord-refund-done = I have refunded { $amount }
ord-by-hand = This way to pay does not refund by itself: give { $amount } back (till, transfer), then confirm it here.
ord-by-hand-next = Give the money back, then confirm it under the payment.
ord-refund-not-yet = The payment provider did not answer. Nothing is lost: try again in a moment; nothing will be refunded twice.
ord-pay-shop = In the shop
ord-pay-bank_transfer = Bank transfer
ord-pay-sepa_mandate = Direct debit
ord-pay-test_card = Card (test)
ord-payment-asked = Asked for
ord-payment-pending = Awaited
ord-payment-paid = Paid
ord-payment-refused = Refused
ord-payment-unknown = No answer from the provider
ord-payment-cancelled = Given up
ord-payment-refundDue = To be refunded
ord-payment-refunded = Refunded
ord-shipments = Shipments
ord-arrived = Arrived { $when }
ord-arrived-go = Has arrived
ord-notes = Notes
ord-note = Add a note (for colleagues)
ord-note-go = Add
ord-acts = Everything that happened
ord-acts-why = Each line is an act of the ledger: who, when, for how long.

# What can be done
ord-doing = Act
ord-nothing-to-do = There is nothing left to do, or your role does not allow it.
ord-do-ready = Mark as ready for pick-up
ord-do-ship = Ship
ord-do-return = Take items back
ord-do-amend = Lower quantities
ord-do-resume = Let the order go on
ord-do-renew = Give a new pick-up code
ord-do-hold = Put on hold
ord-do-gesture = Make a goodwill gesture
ord-do-cancel = Cancel what is left
ord-do-fail = Cannot be fulfilled
ord-at-most = at most { $n }
ord-ship-place = Leaves from
ord-ship-anywhere = Wherever it is set aside
ord-carrier = Carrier
ord-tracking = Tracking number
ord-ship-go = Ship and tell the customer
ord-amend-why = Say how many the customer still wants. More needs another order: this one keeps its prices.
ord-amend-go = Lower
ord-back-pieces = How many come back (at most { $n })
ord-condition = Condition
ord-condition-as_new = As new
ord-condition-opened = Opened, in good condition
ord-condition-used = Used
ord-condition-damaged = Damaged
ord-condition-defective = Defective
ord-condition-wrong = Not what was ordered
ord-restock = Put back on sale
ord-return-place = Received at
ord-return-nowhere = Nowhere (not put back in stock)
ord-reason = Reason (optional)
ord-withheld = Withheld from the refund
ord-withheld-hint = Only for what was used or damaged; empty: nothing is withheld.
ord-return-go = Take back
ord-gesture-why = Give money back beyond what is due, up to everything that was paid.
ord-gesture-amount = Amount
ord-gesture-go = Grant
ord-hold-why = Nothing of it is handed over or sent while it is on hold.
ord-hold-reason = Why (for colleagues)
ord-hold-go = Put on hold
ord-cancel-why = What was not given goes back to stock; what was paid too much becomes a refund to be made. The customer is told.
ord-cancel-reason = Reason, which the customer will read (optional)
ord-cancel-go = Cancel the order
ord-fail-why = This is on us: what is left cannot be given. The customer is told and refunded.
ord-fail-reason = Reason, which the customer will read (optional)
ord-fail-go = Declare it failed

ord-done-amend = Quantities have been lowered.
ord-done-cancel = What was left is cancelled.
ord-done-fail = The order is declared failed.
ord-done-hold = The order is on hold.
ord-done-resume = The order goes on.
ord-done-renew = A new code was given and sent to the customer; it stands on their page.
ord-done-note = The note was added.
ord-done-ship = The shipment is recorded; the customer has been told.
ord-done-arrived = The arrival is recorded.
ord-done-ready = The order is ready; the customer has been told.
ord-done-start = This is recorded.
ord-done-return = The return is recorded.
ord-done-gesture = The gesture is granted: the refund is still to be made.
ord-done-refund = The refund is recorded; the customer has been told.

# Refusals
ord-refused-nothing-found = No order of this shop has this code or number. Check what was typed, or search by name in the office.
ord-refused-other = This cannot be done: { $why }
ord-refused-number = “{ $text }” is not a number that fits here.
ord-refused-shop = Choose a shop that hands orders over.
ord-refused-nothing = Nothing is chosen: give at least one line and a quantity.
ord-refused-no-such-line = The order has no line { $item }.
ord-refused-bundle = Line { $item } is a bundle: choose its parts.
ord-refused-part-of-bundle = Line { $item } is a part of a bundle: lower the bundle.
ord-refused-too-many = Line { $item }: { $wanted } is more than the { $most } that are possible.
ord-refused-cannot-grow = Line { $item }: an order cannot go beyond { $most }. More needs another order.
ord-refused-over = This order is closed ({ $state }): items can only be taken back, and money refunded.
ord-refused-not-paid = { $amount } is missing: the order is not paid yet.
ord-refused-is-held = This order is on hold: let it go on first.
ord-refused-not-held = This order is not on hold.
ord-refused-not-picked-up = This order is not to be collected in a shop.
ord-refused-not-shipped = This order is to be collected in a shop: it is handed over at the counter.
ord-refused-other-shop = This order is waiting in another shop: { $shop }.
ord-refused-already-ready = This order has been ready since { $when }.
ord-refused-wrong-code = { $left ->
    [one] This is not the code of this order. One try is left.
   *[other] This is not the code of this order. { $left } tries are left.
}
ord-refused-code-blocked = The code was tried too often. Check the customer's identity, or give them a new code.
ord-refused-wrong-nature = Line { $item } is not one with which this is done.
ord-refused-already-given = Some of it was given already: the rest can be cancelled, and what was given can be taken back.
ord-refused-withdrawal-over = The time to withdraw ended on { $when }.
ord-refused-too-much-refund = { $wanted } cannot be given back or withheld: at most { $most }.
ord-refused-amount = { $amount } is not an amount that can be given back on this order.
ord-refused-no-such-shipment = The order has no shipment { $id }.
ord-refused-already-delivered = This shipment arrived { $when }.
ord-refused-not-due = This is due only { $when }.
ord-refused-nothing-due = Nothing is due by itself.
ord-refused-note-length = A note has from 1 to 2,000 characters.

# Acts
ord-act-order-placed = Order placed
ord-act-payment-settled = Fully paid
ord-act-payment-part = Money received
ord-act-payment-refused = Payment refused
ord-act-payment-uncertain = Payment without an answer
ord-act-allocation-failed = Not enough stock
ord-act-order-ready = Ready for pick-up
ord-act-goods-handed-over = Handed over in the shop
ord-act-pick-up-code-refused = Wrong code shown
ord-act-pick-up-code-renewed = New code given
ord-act-order-shipped = Shipped
ord-act-order-delivered = Arrived
ord-act-subscription-started = Subscription started
ord-act-service-done = Service done
ord-act-order-amended = Quantities lowered
ord-act-order-cancelled = Cancelled
ord-act-order-unpaid = Not paid in time
ord-act-order-not-collected = Not collected in time
ord-act-order-failed = Failed
ord-act-order-held = Put on hold
ord-act-order-resumed = Goes on
ord-act-contract-withdrawn = Withdrawal
ord-act-goods-returned = Items taken back
ord-act-refund-due = Refund due
ord-act-refund-made = Refund made
ord-act-order-note-added = Note added
ord-why-code = against the code
ord-why-identity = identity checked
ord-why-out-of-stock = not enough stock
ord-why-not-paid = not paid
ord-why-not-collected = not collected
ord-why-gesture = goodwill gesture
ord-why-declined = declined by the bank
ord-why-insufficient-funds = insufficient funds
ord-why-expired = expired
ord-why-not-authenticated = not authenticated
ord-why-wrong-details = wrong details
ord-why-never-reached = provider never reached
ord-why-as-new = as new
ord-why-opened = opened
ord-why-used = used
ord-why-damaged = damaged
ord-why-defective = defective
ord-why-wrong = wrong item
ord-work = { $n ->
    [0] less than a second of work
    [one] 1 second of work
   *[other] { $n } seconds of work
}
ord-by-customer = the customer
ord-by-machine = by itself
ord-by-keeper = the team

# Putting an order right, and what goes with it
ord-do-correct = Put details right
ord-do-shop = Collect in another shop
ord-do-confirm = Send the confirmation again
ord-done-correct = The details are put right; the customer has been told.
ord-done-shop = The order is collected there now; the customer has been told.
ord-done-confirm = The confirmation is on its way again.
ord-done-end = The end of the subscription is recorded; the customer has been told.
ord-correct-why = The customer is told, at the address that is right now. Where goods go can change until the last of them left.
ord-correct-go = Put right
ord-shop-why = Until it is ready. The pieces stay set aside where they lie: have them brought over.
ord-shop-place = Collected at
ord-shop-none = Choose a shop
ord-shop-go = Collect there
ord-field-name = Name
ord-field-email = E-mail address
ord-field-phone = Telephone
ord-field-street = Number and street
ord-field-complement = Complement
ord-field-postcode = Postcode
ord-field-city = Town
ord-no-new-lines = More articles, or others, need another order: this one keeps its prices.
ord-papers = Papers
ord-paper-slip = Packing slip (PDF)
ord-paper-picking = Picking list of what is to be sent (PDF)
ord-way = Delivery
ord-subscriptions = Subscriptions
ord-end-go = End it
ord-end-would = If it is ended now: it works until { $date }; owed for the months still bound: { $amount }.
ord-end-nothing = nothing
ord-end-is = Ends { $date }; still owed: { $amount }.
ord-refund-account = Pay the refund to: { $owner }, { $iban }
ord-refund-account-missing = The customer has not said on which account to pay: ask them to, on the order's page.
ord-refused-email = This is not a mail address.
ord-refused-name = A name is missing.
ord-refused-address = Street, postcode and town are needed.
ord-refused-iban = This is not the number of an account: read it again in groups of four.
ord-refused-product = This subscription is over, or its end is recorded already.
ord-act-order-corrected = Details put right
ord-act-order-confirmation-sent = Confirmation sent again
ord-act-refund-account-given = Account for the refund given
ord-act-subscription-termination-asked = End of a subscription asked for
ord-act-subscription-ended = Subscription ended
ord-why-cash = in cash
ord-why-terminal = by card terminal
hand-taken-how = How was it paid?
hand-taken-cash = in cash
hand-taken-terminal = by card, with the terminal
