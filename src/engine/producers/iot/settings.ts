/** A fleet of devices behind an AWS IoT rule with a `kinesis` action. Source: facts C. */

export interface IotSettings {
  kind: 'iot'
  deviceCount: number
  /** Of each device, at a phase of its own. */
  publishEveryMs: number
  /** Topic of each device, `{device}` being its name. */
  topic: string
  /** The rule's `partitionKey`, a template such as `${topic()}` or `${newuuid()}`. */
  partitionKey: string
  /** Shorter messages are filled up to it. */
  payloadBytes: number
}

export const IOT_DEFAULTS: IotSettings = {
  kind: 'iot',
  deviceCount: 200,
  publishEveryMs: 1_000,
  topic: 'plant/telemetry',
  partitionKey: '${topic()}',
  payloadBytes: 200,
}
