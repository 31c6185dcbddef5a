package registry

// relativeNames mean an area or its bureau by where they are said: 市民政局 in a
// paper of 镇江 is not the one of 丹阳.
var relativeNames = []string{
	"市民政局", "县民政局", "区民政局", "市民政部门", "县民政部门", "区民政部门",
	"我市民政局", "我县民政局", "我区民政局", "本市民政局", "我市民政部门", "我县民政部门", "我区民政部门",
	"民政局", "民政部门", "我局", "本局",
	"我市", "我县", "我区", "全市", "全县", "全区", "本市", "本县", "本区",
}
