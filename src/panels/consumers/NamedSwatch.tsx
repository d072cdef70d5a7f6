/** An application's mark beside its name, which is cut where it is long. */
import { ApplicationSwatch } from '../ApplicationSwatch'
import styles from './Consumers.module.css'

export function NamedSwatch({ name, applicationIndex }: { name: string; applicationIndex: number }) {
  return (
    <span className={styles.named}>
      <ApplicationSwatch index={applicationIndex} />
      <span title={name}>{name}</span>
    </span>
  )
}
