/** Every kind of application but the KCL's, and the parts of the KCL that few need, for hosts to load when a run has one. */
import type { Environment } from '../environment'
import { firehoseKind } from './firehose/firehoseApplication'
import { flinkKind } from './flink/flinkApplication'
import { kclParts } from './kcl/laterParts'
import { lambdaKind } from './lambda/lambdaApplication'
import { sdkKind } from './sdk/sdkApplication'

export const otherKinds: Environment['applications'] = { sdk: sdkKind, lambda: lambdaKind, firehose: firehoseKind, flink: flinkKind, kcl: kclParts }
