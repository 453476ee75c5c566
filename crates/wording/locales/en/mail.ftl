# Mails that customers get: subject and sentences.
mail-hello = Hello,
mail-hello-name = Hello { $name },
mail-bye = See you soon,
mail-why = You receive this message because this address was given to us with a request or an order.
mail-order-of = Order { $number }
mail-follow = Follow the order
mail-reply-none = A question? Ask a seller from the order's page.

mail-code-subject = { $code }: your sign-in code
mail-code-text = Here is the code to copy in order to sign in:
mail-code-life = { $minutes ->
    [one] It is good for { $minutes } minute and works once.
   *[other] It is good for { $minutes } minutes and works once.
}
mail-code-not-you = If you asked for nothing, ignore this message: without this code, nobody can sign in as you. Give it to nobody, not even to us.

mail-placed-subject = Order { $number }: we have it
mail-placed-text = Thank you. Your order { $number } is recorded.
mail-placed-total = Total
mail-placed-monthly = Then each month
mail-placed-next = What happens next?
mail-placed-proof = The proof of purchase is attached.
mail-placed-withdraw = You may change your mind for 14 days: the button “Withdraw” is on the order's page.

mail-transfer-text = To pay, order a transfer of { $amount } with the reference below. Without it, we cannot recognise your payment.
mail-transfer-reference = Reference
mail-transfer-account = Account (IBAN)
mail-transfer-until = We keep the order until { $date }.

mail-received-subject = Order { $number }: your payment is here
mail-received-text = We received { $amount } for your order { $number }. It goes on.

mail-ready-subject = Order { $number }: it awaits you at { $place }
mail-ready-text = Your order { $number } is ready. It awaits you here:
mail-ready-code = Pick-up code to show in the shop:
mail-ready-until = It is kept for you until { $date }.
mail-ready-hours = Opening hours
mail-ready-show = Show the code and its QR code

mail-shipped-subject = Order { $number }: it is on its way
mail-shipped-text = Your order { $number } is on its way.
mail-shipped-part = A part of your order { $number } is on its way. The rest will follow.
mail-shipped-tracking = Parcel tracking
mail-shipped-by = Expected delivery: { $date }.

mail-cancelled-subject = Order { $number }: it is cancelled
mail-cancelled-text = Your order { $number } is cancelled.
mail-cancelled-reason = Why: { $reason }
mail-cancelled-refund = We give you back { $amount }. A message will tell you when it is done.
mail-cancelled-nothing = Nothing was charged.

mail-refunded-subject = Order { $number }: { $amount } given back
mail-refunded-text = We gave you back { $amount } for order { $number }, { $method }.
mail-refunded-delay = Depending on your bank, it shows within a few days.

mail-back-subject = { $what }: available again
mail-back-text = You asked us to tell you: { $what } is available again.
mail-back-no-hold = Nothing is held for you until you order.
mail-back-see = See the offer
mail-back-once = We will not write to you about it again.

mail-handed-subject = Your cart is ready
mail-handed-text = { $seller } prepared your cart and hands it back to you.
mail-handed-see = Open the cart
mail-handed-life = This link opens your cart until { $date }. It is personal: do not pass it on.

mail-answered-subject = An answer awaits you
mail-answered-text = { $seller } answered your question:
mail-answered-see = Read and answer

mail-transcript-subject = Our conversation of { $date }
mail-transcript-text = Here is what we said to each other.
mail-transcript-see = See the conversation again

mail-withdrawn-subject = Order { $number }: your withdrawal is recorded
mail-withdrawn-text = We received your withdrawal from contract { $number } on { $date }.
mail-withdrawn-content = What you declared:
mail-withdrawn-next = This acknowledgement is your proof. We refund you at the latest 14 days after that date, once the goods are back or their return is proven.

mail-method-shop = in the shop
mail-method-bank-transfer = by transfer
mail-method-sepa-mandate = to your account
mail-method-test-card = to your card
mail-method-other = by the means you paid with
mail-account-factor = A second factor was set for your account on { $when }: from now on its digits are asked for when you sign in.
mail-account-factor-subject = A second factor was set for your account
mail-account-recovery = A recovery code of your account was used on { $when } in the place of the second factor. Whoever did it may set a new second factor; until they have, the one before stays in force.
mail-account-recovery-subject = A recovery code of your account was used
mail-account-reset = An administrator took the password and the second factor of your account away on { $when }. They will give you a link with which you choose both anew.
mail-account-reset-subject = Access to your account was reset
mail-account-not-you = If this was not you, and you did not ask for it, tell an administrator at once: they can close the account.

mail-a-seller = A seller
mail-placed-confirmation = The confirmation of the order is attached; the proof of purchase follows the payment.
mail-debit-text = We debit { $amount } from your account, once.
mail-debit-from = We debit { $amount } from your account, once, not before { $date }.
mail-debit-mandate = Reference of the mandate
mail-debit-creditor = Creditor identifier
mail-debit-account = Account
mail-debit-rights = You may ask your bank to give a debit back within eight weeks.
mail-back-by = Bring or send them by { $date }.
mail-back-shops = In the shop, at no cost: { $shops }.
mail-back-address = By post, with the number of the order, to:
mail-withdrawn-nothing-back = There is nothing to send back. This acknowledgement is your proof. What you paid is given back at the latest 14 days after that date.
mail-handed-over-rest = The rest of the order waits for you in the shop, against the same code.
mail-refund-account = Tell us on the order's page on which account to pay it: this money cannot go back by itself.

mail-row-kept = Still part of the order
mail-row-owed = New amount
mail-row-refund = To be given back to you
mail-row-withheld = Withheld, for use or damage
mail-row-to-come = Still to come
mail-row-taken-cash = Paid in cash
mail-row-taken-terminal = Paid by card in the shop
mail-row-reached = How we reach you
mail-row-sent-to = Sent to
mail-row-collected-at = To be collected at
mail-row-ready = Ready, as a rule
mail-row-subscription = Subscription
mail-row-asked = Asked for
mail-row-ends = It works until
mail-row-still-owed = Still owed for the months that you are bound for
mail-row-nothing = nothing
mail-row-at-end = At the end

mail-news-amended-subject = Order { $number }: it is changed
mail-news-amended-text = Your order { $number } is changed. No longer part of it:
mail-news-part-cancelled-subject = Order { $number }: a part of it is cancelled
mail-news-part-cancelled-text = A part of your order { $number } is cancelled. No longer part of it:
mail-news-corrected-subject = Order { $number }: details put right
mail-news-corrected-text = We put these details of your order { $number } right:
mail-news-held-subject = Order { $number }: it is on hold
mail-news-held-text = Your order { $number } is on hold for now. Nothing is lost; you will hear from us when it goes on.
mail-news-resumed-subject = Order { $number }: it goes on
mail-news-resumed-text = Your order { $number } goes on.
mail-news-code-renewed-subject = Order { $number }: a new pick-up code
mail-news-code-renewed-text = Your order { $number } has a new pick-up code. The one before is no longer good.
mail-news-delivered-subject = Order { $number }: it has arrived
mail-news-delivered-text = A parcel of your order { $number } has arrived. You have 14 days from the last parcel to change your mind.
mail-news-handed-over-subject = Order { $number }: handed over to you
mail-news-handed-over-text = We handed over to you, from your order { $number }:
mail-news-returned-subject = Order { $number }: your return is here
mail-news-returned-text = We received, from your order { $number }:
mail-news-gesture-subject = Order { $number }: a gesture
mail-news-gesture-text = As a gesture, we give you { $amount } back on your order { $number }. A message will tell you when it is done.
mail-news-in-service-subject = Order { $number }: your subscription works
mail-news-in-service-text = From now on, in service:
mail-news-payment-refused-subject = Order { $number }: the payment was refused
mail-news-payment-refused-text = The payment of your order { $number } was refused; nothing was charged. We keep it for you: pay it from its page, the same way or another.
mail-row-to-pay = To pay
mail-pay-until = You can pay until { $date }.
mail-news-part-paid-subject = Order { $number }: a part of your payment is here
mail-news-part-paid-text = We received { $amount } for your order { $number }. It goes on once all of it is here.
mail-news-debit-refused-subject = Order { $number }: your bank refused the direct debit
mail-news-debit-refused-text = Your bank refused the direct debit for your order { $number }. { $amount } is still to be paid: choose another way to pay on the page of the order.
mail-news-paid-too-late-subject = Order { $number }: your payment came after its end
mail-news-paid-too-late-text = We received { $amount } for order { $number }, which is over. We give it back.
mail-news-ending-subject = Order { $number }: the end of your subscription is recorded
mail-news-ending-text = We recorded that you end this subscription. This message is your acknowledgement.
mail-news-ended-subject = Order { $number }: your subscription has ended
mail-news-ended-text = This subscription has ended.
