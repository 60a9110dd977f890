// What is typed, kept by this tab until it is saved or thrown away, for each store on its own.

const NAME = "graphmap-name";

export function blank() {
  return {
    when: "today",
    typed: "",
    practice: "",
    who: [],
    newcomers: [],
    lines: [],
    others: "",
    network: "",
    goal: "",
    networkByHand: false,
    goalByHand: false,
    note: "",
  };
}

// Whether somebody has typed anything that is worth keeping.
export function isBlank(visit) {
  const { typed, practice, who, newcomers, lines, others, note } = visit;
  return !(typed || practice || who.length || newcomers.length || lines.length || others || note);
}

export function keptVisit(store) {
  try {
    const kept = JSON.parse(sessionStorage.getItem(key(store)) ?? "null");
    return kept ? { ...blank(), ...kept } : null;
  } catch {
    return null;
  }
}

export function keepVisit(store, visit) {
  try {
    if (visit && !isBlank(visit)) sessionStorage.setItem(key(store), JSON.stringify(visit));
    else sessionStorage.removeItem(key(store));
  } catch {
    // A browser that keeps nothing still has the form itself.
  }
}

export function keptName() {
  try {
    return localStorage.getItem(NAME) ?? "";
  } catch {
    return "";
  }
}

export function keepName(name) {
  try {
    if (name) localStorage.setItem(NAME, name);
    else localStorage.removeItem(NAME);
  } catch {
    // The name is then good for this page alone.
  }
}

function key(store) {
  return `graphmap-visit-${store}`;
}
