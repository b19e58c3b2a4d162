#!/usr/bin/env node
// Old JavaScript on purpose: whatever Node the machine has must be able to read this far.
import { spawn } from 'child_process'
import { realpathSync } from 'fs'
import * as modules from 'module'
import { isatty } from 'tty'
import { fileURLToPath } from 'url'

const MISCONFIGURED = 78

if (globalThis.Temporal) {
  // Beside the packages, where whoever may write could change the program as well; where nobody may, nothing is kept.
  modules.enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/relance', import.meta.url)))
  import('../src/main.ts')
} else {
  runUnder(fileURLToPath(new URL('../node_modules/.bin/node', import.meta.url)))
}

function runUnder(node) {
  if (!isAnother(node)) return explain()
  const child = spawn(node, [...process.execArgv, ...process.argv.slice(1)], { stdio: 'inherit' })
  child.once('error', explain)
  child.once('exit', endAlike)
  passSignalsOn(child)
}

/** Also what keeps a Node 26 that is none from being started again and again. */
function isAnother(node) {
  try {
    return realpathSync(node) !== realpathSync(process.execPath)
  } catch {
    return false
  }
}

function passSignalsOn(child) {
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  for (const signal of ['SIGINT', 'SIGHUP', 'SIGQUIT']) {
    // A terminal sends these to both processes; passed on, one Ctrl-C would count as two.
    process.on(signal, () => isatty(0) || child.kill(signal))
  }
}

function endAlike(code, signal) {
  if (signal === null) process.exit(code)
  process.removeAllListeners(signal)
  process.kill(process.pid, signal)
}

function explain() {
  const remedy = 'npm ci installs it on Linux x64 and arm64 as an optional package; elsewhere, install it yourself'
  process.stderr.write(`Relance needs Node 26, and this is ${process.version} (${process.execPath}): ${remedy}\n`)
  process.exitCode = MISCONFIGURED
}
