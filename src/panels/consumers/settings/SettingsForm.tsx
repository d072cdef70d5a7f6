/** What can be set of an application, by its kind. */
import type { ApplicationSettings } from '../../../engine/consumers/settings'
import { FirehoseForm } from './FirehoseForm'
import { FlinkForm } from './FlinkForm'
import { KclForm } from './KclForm'
import { LambdaForm } from './LambdaForm'
import { SdkForm } from './SdkForm'

export function SettingsForm({ settings }: { settings: ApplicationSettings }) {
  switch (settings.kind) {
    case 'kcl':
      return <KclForm settings={settings} />
    case 'sdk':
      return <SdkForm settings={settings} />
    case 'lambda':
      return <LambdaForm settings={settings} />
    case 'firehose':
      return <FirehoseForm settings={settings} />
    case 'flink':
      return <FlinkForm settings={settings} />
  }
}
