/** A subscription filter of CloudWatch Logs with a stream as its destination, and the agents that put its log events. Source: facts C. */

export interface CloudWatchLogsSettings {
  kind: 'cloudWatchLogs'
  logGroup: string
  filterName: string
  /** Terms, as `ERROR -"health check" ?timeout`; empty: every log event. */
  filterPattern: string
  distribution: 'ByLogStream' | 'Random'
  /** How long each log stream's agent collects log events for one PutLogEvents. */
  forceFlushIntervalSeconds: number
}

export const CLOUD_WATCH_LOGS_DEFAULTS: CloudWatchLogsSettings = {
  kind: 'cloudWatchLogs',
  logGroup: '/web/access',
  filterName: 'to-kinesis',
  filterPattern: '',
  distribution: 'ByLogStream',
  // CloudWatch agent, `force_flush_interval`.
  forceFlushIntervalSeconds: 5,
}
