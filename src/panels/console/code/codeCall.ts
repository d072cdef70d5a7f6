/** The same call as text for another place: which languages there are. */
import { cliCode } from './cliCode'
import type { CodeCall } from './codeText'
import { javaCode } from './javaCode'
import { jsCode } from './jsCode'
import { pythonCode } from './pythonCode'

export const CODE_LANGUAGES = ['cli', 'js', 'python', 'java'] as const
export type CodeLanguage = (typeof CODE_LANGUAGES)[number]

export function codeFor(language: CodeLanguage, call: CodeCall): string {
  switch (language) {
    case 'cli':
      return cliCode(call)
    case 'js':
      return jsCode(call)
    case 'python':
      return pythonCode(call)
    case 'java':
      return javaCode(call)
  }
}
