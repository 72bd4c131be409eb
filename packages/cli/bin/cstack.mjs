#!/usr/bin/env node
import "./runtime-settings.mjs";
import "../dist/main.mjs";
