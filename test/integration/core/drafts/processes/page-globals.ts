/** What the page listens to beside its form, there before anything of it is loaded. */
Object.assign(globalThis, { window: new EventTarget() });
