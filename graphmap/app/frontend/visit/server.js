// What the form asks of the server, one request at a time, each with its answer.

const PATIENCE = 15_000; // milliseconds

export class Server {
  constructor() {
    this.number = Date.now(); // so that no answer of an earlier page is taken for one of this
    this.queue = [];
    this.waiting = null;
    this.late = () => {}; // hears an answer that nobody waits for any more
    this.name = () => "";
  }

  // Return a promise of the answer. It fails where none comes; of several guesses only the latest is asked.
  ask(what, request = {}) {
    return new Promise((resolve, reject) => {
      if (what === "guess") this.queue = this.queue.filter((each) => each.what !== "guess" || each.reject(new Error("overtaken")));
      this.queue.push({ what, request, resolve, reject });
      this.next();
    });
  }

  next() {
    if (this.waiting || !this.queue.length) return;
    const each = (this.waiting = this.queue.shift());
    each.number = ++this.number;
    each.timer = setTimeout(() => {
      this.waiting = null;
      each.reject(new Error("no answer"));
      this.next();
    }, PATIENCE);
    this.send({ ...each.request, what: each.what, number: each.number, by: this.name() });
  }

  hear(answer) {
    if (!answer) return;
    const each = this.waiting;
    if (each?.number !== answer.number) {
      if (answer.number > (this.heard ?? 0)) this.late(answer);
      this.heard = Math.max(this.heard ?? 0, answer.number);
      return;
    }
    this.heard = answer.number;
    clearTimeout(each.timer);
    this.waiting = null;
    each.resolve(answer);
    this.next();
  }
}
