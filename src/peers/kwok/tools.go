//go:build tools

// Package peers names the commands that src/peers/build builds from this module.
package peers

import (
	_ "sigs.k8s.io/kwok/cmd/kwok"
)
