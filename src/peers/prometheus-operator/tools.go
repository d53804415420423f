//go:build tools

// Package peers names the commands that src/peers/build builds from this module.
package peers

import (
	_ "github.com/prometheus-operator/prometheus-operator/cmd/operator"
)
