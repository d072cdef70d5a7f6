/** How it stands with the service that a page watches. */

export interface Link {
  /** `reconnecting`: lost a moment ago. `lost`: it stays away, and is tried now and then. */
  phase: 'connecting' | 'connected' | 'reconnecting' | 'lost'
  /** What the last attempt met; null while connected, or when nothing is known yet. */
  problem: LinkProblem | null
}

export type LinkProblem =
  /** Nothing answers there. */
  | 'nothing'
  /** Something answers, but no service of ours. */
  | 'stranger'
  /** A service that takes no page of this origin, or a stranger: a browser does not tell which. */
  | 'refused'
  /** Ours, but it speaks another version. */
  | 'version'
  /** It was there, and is gone. */
  | 'dropped'
