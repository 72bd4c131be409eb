#!/usr/bin/env node
import "./late-optimizer.mjs";
import "../dist/main.mjs";
