// What people keep beside the network: the cards that they have taken on.
//
// A write sets a property before it reads the version, as those in stories.cypher do: that takes the lock.

// name: actions() -> id, card, rule, about, title, step, priority, sources, targets, depths, taken, who, due, state, closed, why, version
// All actions, the latest first.
MATCH (a:Action)
RETURN a.id AS id, a.card AS card, a.rule AS rule, a.about AS about, a.title AS title, a.step AS step,
       a.priority AS priority, a.sources AS sources, a.targets AS targets, a.depths AS depths, a.taken AS taken,
       a.who AS who, a.due AS due, a.state AS state, a.closed AS closed, a.why AS why, a.version AS version
ORDER BY taken DESC, id

// name: keep_action!(id, card, rule, about, title, step, priority, sources, targets, depths, taken, who, due, state, closed, why, version) -> previous
// Write a whole action, and return the version that was there before, if any.
MERGE (a:Action {id: $id})
SET a.card = $card
WITH a, a.version AS previous
SET a.rule = $rule, a.about = $about, a.title = $title, a.step = $step, a.priority = $priority, a.sources = $sources,
    a.targets = $targets, a.depths = $depths, a.taken = $taken, a.who = $who, a.due = $due, a.state = $state,
    a.closed = $closed, a.why = $why, a.version = $version
RETURN previous AS previous

// name: drop_action!(id) -> previous
// Delete an action, and return its version.
MATCH (a:Action {id: $id})
SET a.card = ''
WITH a, a.version AS previous
DELETE a
RETURN previous AS previous
