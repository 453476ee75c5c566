# Test cards: what each number does.
test-card-title = Test numbers
test-card-text = No money is taken. Any date to come and any code of three digits will do.
test-card-pays = the payment succeeds
test-card-declined = the bank refuses
test-card-no-funds = there is not enough on it
test-card-silent-after-taking = the money is taken, the answer is lost
test-card-never-reached = the question does not arrive
test-card-answers-twice = the payment succeeds and the answer comes twice
test-card-answers-late = the answer comes late
