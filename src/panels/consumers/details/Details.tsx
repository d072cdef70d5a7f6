/** The insides of an application, by its kind. */
import type { ApplicationRow } from '../../../engine/summary'
import { FirehoseView } from './FirehoseView'
import { FlinkView } from './FlinkView'
import { KclView } from './KclView'
import { LambdaView } from './LambdaView'
import { SdkView } from './SdkView'
import { useDetails } from './useDetails'

export function Details({ application }: { application: Pick<ApplicationRow, 'name' | 'settings'> }) {
  const { name } = application
  const details = useDetails(name)
  switch (details?.kind) {
    case undefined:
      return null
    case 'kcl':
      return <KclView application={application} details={details} />
    case 'sdk':
      return <SdkView details={details} />
    case 'lambda':
      return <LambdaView details={details} />
    case 'firehose':
      return <FirehoseView name={name} details={details} />
    case 'flink':
      return <FlinkView details={details} />
  }
}
