// Maps side by side: moving or zooming one moves the others.

const cameras = new Set(); // of the maps on the page that move together

export class Together {
  #camera;

  constructor(camera) {
    this.#camera = camera;
  }

  join(joins) {
    if (joins) cameras.add(this.#camera);
    else cameras.delete(this.#camera);
  }

  // After this map is drawn the others follow, unless it was following itself.
  drawn() {
    if (!cameras.has(this.#camera) || this.#camera.isFollowing) return;
    for (const other of cameras) if (other !== this.#camera) other.follow(this.#camera);
  }
}
