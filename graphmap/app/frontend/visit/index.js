import { VisitForm } from "./form.js";

const forms = new WeakMap();

export default function show({ parentElement, data, setTriggerValue }) {
  let form = forms.get(parentElement);
  if (!form) {
    parentElement.replaceChildren();
    form = new VisitForm(parentElement, data);
    forms.set(parentElement, form);
  }
  form.server.send = (asked) => setTriggerValue("asked", asked);
  form.update(data);
  return () => {
    // Also called when a newer run overtakes this one, while the form is still on the page.
    if (parentElement.isConnected) return;
    form.leave();
    forms.delete(parentElement);
  };
}
