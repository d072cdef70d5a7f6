/** The insides of a producer, by its kind. */
import type { ProducerRow } from '../../../engine/summary'
import { AgentView } from './AgentView'
import { CloudWatchLogsView } from './CloudWatchLogsView'
import { FlinkView } from './FlinkView'
import { IotView } from './IotView'
import { KplView } from './KplView'
import { SdkView } from './SdkView'
import { useDetails } from './useDetails'

export function Details({ producer: { producerIndex, settings } }: { producer: ProducerRow }) {
  const details = useDetails(producerIndex)
  switch (details?.kind) {
    case undefined:
      return null
    case 'sdk':
      return <SdkView details={details} />
    case 'kpl':
      return <KplView details={details} />
    case 'agent':
      return settings.kind === 'agent' ? <AgentView details={details} settings={settings} /> : null
    case 'cloudWatchLogs':
      return <CloudWatchLogsView details={details} />
    case 'iot':
      return <IotView details={details} />
    case 'flink':
      return <FlinkView details={details} />
  }
}
