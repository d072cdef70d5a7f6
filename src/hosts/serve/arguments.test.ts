import { describe, expect, it } from 'vitest'
import { readArguments } from './arguments'

describe('the arguments of npm run serve', () => {
  it('are all optional', () => {
    expect(readArguments([])).toEqual({
      help: false,
      port: 4_567,
      host: '127.0.0.1',
      seed: null,
      speed: 1,
      scenario: null,
      data: null,
      throttling: true,
      allowOrigins: [],
      allowHosts: [],
      quiet: false,
    })
  })

  it('say everything', () => {
    const typed = '--port 0 --host ::1 --seed 7 --speed 0.5 --scenario default --data here --no-throttling --allow-origin https://a.example --allow-origin http://b.example:8080 --allow-host kinesis --quiet'
    expect(readArguments(typed.split(' '))).toMatchObject({
      port: 0,
      host: '::1',
      seed: 7,
      speed: 0.5,
      scenario: 'default',
      data: 'here',
      throttling: false,
      allowOrigins: ['https://a.example', 'http://b.example:8080'],
      allowHosts: ['kinesis'],
      quiet: true,
    })
  })

  it.each([
    ['--port 65536', '--port takes'],
    ['--port -1', '--port'],
    ['--port 80x', '--port takes'],
    ['--host http://localhost', '--host takes'],
    ['--seed 1.5', '--seed takes'],
    ['--speed 0', '--speed takes'],
    ['--speed 1e9', '--speed takes'],
    ['--speed fast', '--speed takes'],
    ['--allow-origin https://a.example/', '--allow-origin takes'],
    ['--allow-origin *', '--allow-origin takes'],
    ['--allow-origin null', '--allow-origin takes'],
    ['--allow-host a:80', '--allow-host takes'],
    ['--data=', '--data takes'],
    ['default', 'default'],
    ['--fast', '--fast'],
  ])('%s gets a sentence', (typed, said) => {
    expect(() => readArguments(typed.split(' '))).toThrow(said)
  })
})
