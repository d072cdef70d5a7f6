/** What lies between the world's own clients and the service. */

/** One way between a client and the service, either direction: UNVERIFIED, AWS states no figure. */
export const NETWORK_US = { min: 5_000, max: 15_000 }
