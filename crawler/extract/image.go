package extract

import (
	"bytes"
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/net/html"
)

// Image is a picture of a piece.
type Image struct {
	URL     string
	Caption string // as the page words it; "" for none
}

// image is a picture where it stands.
type image struct {
	line   int // that follows it
	source string
	small  bool // a button, a code to scan
}

// Bounds on pictures.
const (
	maxImages  = 500 // of a page
	smallImage = 120 // pixels; pictures of news are larger
	maxCaption = 120 // characters
	maxCentred = 50  // characters of a centred line that is a caption
)

// image puts a picture down. Pages that load pictures late keep the address in an
// attribute of their own.
func (d *document) image(n *html.Node) {
	if len(d.images) >= maxImages {
		return
	}
	at := len(d.lines)
	if len(bytes.Trim(d.buf, " \n\r\t\u00a0\u3000\x1e\x1f")) > 0 {
		at++ // behind the line being read
	}
	for _, name := range []string{"data-src", "data-original", "src"} {
		if source := strings.TrimSpace(attr(n, name)); source != "" && !strings.HasPrefix(source, "data:") {
			d.images = append(d.images, image{at, source, isSmall(n)})
			return
		}
	}
}

func isSmall(n *html.Node) bool {
	for _, side := range []string{"width", "height"} {
		if pixels, err := strconv.Atoi(strings.TrimSuffix(attr(n, side), "px")); err == nil && pixels < smallImage {
			return true
		}
	}
	return strings.Contains(attr(n, "alt"), "二维码")
}

// pictures are the images within the body, each with its caption, and the lines
// that are captions.
func (d *document) pictures(body span) (all []Image, captions map[int]bool) {
	base, err := url.Parse(d.in.URL)
	if err != nil {
		base = &url.URL{}
	}
	captions = map[int]bool{}
	for _, at := range d.images {
		if at.small || at.line < body.from || at.line > body.to {
			continue
		}
		address, err := base.Parse(at.source)
		if err != nil {
			continue
		}
		img := Image{URL: address.String()}
		if at.line < body.to && isCaption(d.lines[at.line]) {
			img.Caption = d.lines[at.line].text
			captions[at.line] = true
		}
		all = append(all, img)
	}
	return all, captions
}

var (
	captionName = regexp.MustCompile(`(?i)(caption|pic[-_]?(?:desc|text|info|note)|img[-_]?(?:desc|note|info|title)|tuzhu)`)
	captionWord = regexp.MustCompile(`^[△▲▼▽↑↓]|^[（(【\[]?(?:图为|图片来源|资料图)|供图[)）]?$`)
)

// isCaption reports that a line below a picture names it.
func isCaption(l line) bool {
	switch {
	case l.chars > maxCaption:
		return false
	case l.block != nil && (l.block.Data == "figcaption" || captionName.MatchString(nameOf(l.block))):
		return true
	}
	return captionWord.MatchString(l.text) || photoTail.MatchString(l.text) || isCentred(l.block) && l.chars <= maxCentred && countMarks(l.text) <= 2
}

func isCentred(n *html.Node) bool {
	return n != nil && (n.Data == "center" || attr(n, "align") == "center" || strings.Contains(strings.ReplaceAll(attr(n, "style"), " ", ""), "text-align:center"))
}
