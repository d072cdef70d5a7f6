/** An environment without files; what needs gzip brings its own. */
import { accountParts } from '../account/parts'
import { call } from '../call'
import { otherKinds as applications } from '../consumers/otherKinds'
import type { Environment } from '../environment'
import { otherKinds } from '../producers/otherKinds'

export const NOWHERE: Environment = { sources: new Map(), call, producers: otherKinds, applications, account: accountParts, gzip: (bytes) => bytes }
