// Maps beside each other: wherever a person moves or zooms one of them, the others go too.

const cameras = new Set(); // of all the maps on the page that go together

export class Together {
  #camera;

  constructor(camera) {
    this.#camera = camera;
  }

  join(joins) {
    if (joins) cameras.add(this.#camera);
    else cameras.delete(this.#camera);
  }

  // The map was drawn. The others follow, unless it only followed one of them.
  drawn() {
    if (!cameras.has(this.#camera) || this.#camera.isFollowing) return;
    for (const other of cameras) if (other !== this.#camera) other.follow(this.#camera);
  }
}
