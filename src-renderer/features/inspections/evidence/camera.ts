/** Whether this page may ask for a camera at all; a shell that forbids it is not asked. */
export function cameraAllowed(): boolean {
  // `mediaDevices` is missing on pages without a secure origin.
  if (!('mediaDevices' in navigator)) return false;
  const policy = (document as Document & { featurePolicy?: { allowsFeature(name: string): boolean } }).featurePolicy;
  return policy?.allowsFeature('camera') ?? true;
}
