/** An environment without files. */
import { call } from '../call'
import type { Environment } from '../environment'

export const NOWHERE: Environment = { sources: new Map(), call }
