//go:build tools

// Package peers names the commands that src/peers/build builds from this module.
package peers

import (
	_ "go.etcd.io/etcd/server/v3"
)
