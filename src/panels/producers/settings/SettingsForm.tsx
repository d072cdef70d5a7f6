/** What can be set of a producer, by its kind. */
import type { ProducerRow } from '../../../engine/summary'
import { AgentForm } from './AgentForm'
import { CloudWatchLogsForm } from './CloudWatchLogsForm'
import { FlinkForm } from './FlinkForm'
import { IotForm } from './IotForm'
import { KplForm } from './KplForm'
import { SdkForm } from './SdkForm'

export function SettingsForm({ producer: { producerIndex, settings } }: { producer: ProducerRow }) {
  switch (settings.kind) {
    case 'sdk':
      return <SdkForm producerIndex={producerIndex} settings={settings} />
    case 'kpl':
      return <KplForm producerIndex={producerIndex} settings={settings} />
    case 'agent':
      return <AgentForm producerIndex={producerIndex} settings={settings} />
    case 'cloudWatchLogs':
      return <CloudWatchLogsForm producerIndex={producerIndex} settings={settings} />
    case 'iot':
      return <IotForm producerIndex={producerIndex} settings={settings} />
    case 'flink':
      return <FlinkForm producerIndex={producerIndex} settings={settings} />
  }
}
