/** An environment without files; what needs gzip brings its own. */
import { call } from '../call'
import { otherKinds as applications } from '../consumers/otherKinds'
import type { Environment } from '../environment'
import { otherKinds } from '../producers/otherKinds'

export const NOWHERE: Environment = { sources: new Map(), call, producers: otherKinds, applications, gzip: (bytes) => bytes }
