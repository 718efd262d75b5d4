/** An object of the double: asking for a member that it does not have throws, so that it never agrees by accident. */
export const strict = (name, members) =>
  new Proxy(members, {
    get(target, key) {
      // `then`: whatever is awaited is asked whether it is a promise.
      if (typeof key === 'symbol' || key === 'then' || key in target) return Reflect.get(target, key);
      throw new Error(`the Electron double has no ${name}.${key}`);
    },
  });

/** An event as Electron's listeners get it. */
export const preventable = (facts = {}) => {
  const event = { ...facts, defaultPrevented: false, preventDefault: () => (event.defaultPrevented = true) };
  return event;
};
