package byline

import "slices"

// surnames are the single-letter surnames common enough to cut names by: the
// first hundreds of the 2020 census report and those of the old list that are no
// everyday words.
const surnames = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝郜海阚花权强帅屠豆朴盖练廉禹井祖漆巴丰支卿狄平索宣晋相初门云容扈晁芮普阙浦戈伏鹿薄邸雍辜羊乌母裘亓修邰赫杭况宿鲜印逯隆茹诺战慕危玉银亢嵇哈湛宾戎勾茅於居干尉冶斯束檀衣阴昝智幸奉植衡富尧闭由果郅阎笪眭贡巢蒯郦贲恽"

// traditional are the surnames of the table that the traditional script writes
// otherwise.
const traditional = "張劉陳楊黃趙吳孫馬羅鄭謝許韓馮鄧蕭蔣葉蘇呂盧鍾譚陸範賈韋鄒龍賀顧龔萬錢嚴湯溫莊聶魯齊喬龐顏關蘭單婁竇應閔邊衛費連車項麥饒廖裴塗駱談紀萊鄔鄺華閻薑薛閆諶藍譙紹鮑農滿儲師欒鳳烏貝買雙練闕廉麗賴賁"

var compoundSurnames = []string{
	"欧阳", "上官", "司马", "诸葛", "东方", "皇甫", "尉迟", "公孙", "令狐", "慕容", "司徒", "夏侯", "长孙", "宇文", "端木", "轩辕", "南宫", "闻人", "呼延", "独孤", "拓跋", "申屠", "钟离", "鲜于", "澹台", "完颜", "歐陽", "司馬", "諸葛", "東方", "尉遲", "公孫", "長孫", "軒轅", "南宮", "聞人", "獨孤", "鍾離", "鮮於",
}

// surnameSet is both tables by letter.
var surnameSet = func() map[rune]bool {
	set := map[rune]bool{}
	for _, r := range surnames + traditional {
		set[r] = true
	}
	return set
}()

func isSurname(r rune) bool { return surnameSet[r] }

func startsCompound(letters []rune) bool {
	if len(letters) < 3 {
		return false
	}
	return slices.Contains(compoundSurnames, string(letters[:2]))
}

// cut cuts names that are written together. It prefers names of the registry,
// then three letters a name, then two, and wants every name to begin with a
// surname; nil where that cannot be done.
func cut(letters []rune, known Known) [][]rune {
	if len(letters) < 2 || len(letters) > maxRunBytes {
		return nil
	}
	// From the end, so each place is looked at once: how many letters the best
	// cut leaves to people nobody knows, and the length of its first name.
	best := make([]choice, len(letters)+1)
	for i := range slices.Backward(letters) {
		best[i] = cutAt(letters, i, best, known)
	}
	var names [][]rune
	for i := 0; i < len(letters); i += best[i].length {
		if best[i].length == 0 {
			return nil
		}
		names = append(names, letters[i:i+best[i].length])
	}
	return names
}

// choice is the best first name from a place on; length 0 is none.
type choice struct{ length, unknown int }

func cutAt(letters []rune, i int, best []choice, known Known) choice {
	var found choice
	for _, n := range []int{3, 2, 4} {
		if i+n > len(letters) || i+n < len(letters) && best[i+n].length == 0 {
			continue
		}
		part := letters[i : i+n]
		unknown := best[i+n].unknown
		if known == nil || !known(string(part)) {
			if !isNameLength(letters[i:], n) {
				continue
			}
			unknown += n
		}
		if found.length == 0 || unknown < found.unknown {
			found = choice{n, unknown}
		}
	}
	return found
}

// isNameLength reports whether the first n of letters can be a name.
func isNameLength(letters []rune, n int) bool {
	if startsCompound(letters) {
		return n > 2
	}
	return n < 4 && isSurname(letters[0])
}
