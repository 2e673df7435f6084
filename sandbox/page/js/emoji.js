/** Emoji by the names that Slack gives them: the common ones. An unknown name stays as it is written. */

const TABLE = `
+1 👍|thumbsup 👍|-1 👎|thumbsdown 👎|100 💯|1234 🔢|abacus 🧮|airplane ✈️|alarm_clock ⏰|ambulance 🚑|anchor ⚓|angel 👼|apple 🍎
arrow_down ⬇️|arrow_forward ▶️|arrow_left ⬅️|arrow_right ➡️|arrow_up ⬆️|arrow_upper_right ↗️|arrows_counterclockwise 🔄|left_right_arrow ↔️|arrow_up_down ↕️|art 🎨
baby 👶|back 🔙|balloon 🎈|ballot_box_with_check ☑️|bar_chart 📊|beers 🍻|bell 🔔|no_bell 🔕|bike 🚲|birthday 🎂|black_circle ⚫
black_square_button 🔲|blue_book 📘|blue_heart 💙|blush 😊|bomb 💣|book 📖|bookmark 🔖|books 📚|boom 💥|brain 🧠|briefcase 💼|bug 🐛
building_construction 🏗️|bulb 💡|bust_in_silhouette 👤|busts_in_silhouette 👥|cake 🍰|calendar 📆|spiral_calendar_pad 🗓️|date 📅
camera 📷|cat 🐱|chart_with_downwards_trend 📉|chart_with_upwards_trend 📈|checkered_flag 🏁|cherry_blossom 🌸|clap 👏|clapper 🎬
clipboard 📋|clock1 🕐|clock3 🕒|clock9 🕘|closed_book 📕|cloud ☁️|coffee ☕|compass 🧭|computer 💻|confetti_ball 🎊|construction 🚧
cool 🆒|crossed_fingers 🤞|crown 👑|cry 😢|crystal_ball 🔮|dart 🎯|dash 💨|desktop_computer 🖥️|diamond_shape_with_a_dot_inside 💠|dizzy 💫
dog 🐶|door 🚪|droplet 💧|earth_africa 🌍|earth_americas 🌎|email 📧|envelope ✉️|envelope_with_arrow 📩|exclamation ❗|eye 👁️|eyes 👀
face_with_monocle 🧐|file_folder 📁|fire 🔥|fireworks 🎆|fist 👊|flag-de 🇩🇪|flag-gb 🇬🇧|flag-us 🇺🇸|four_leaf_clover 🍀|fox_face 🦊|gear ⚙️
gem 💎|ghost 👻|gift 🎁|globe_with_meridians 🌐|green_book 📗|green_heart 💚|grey_question ❔|grin 😁|grinning 😀|hammer 🔨
hammer_and_wrench 🛠️|hand ✋|handshake 🤝|hash #️⃣|hatching_chick 🐣|headphones 🎧|heart ❤️|heart_eyes 😍|heavy_check_mark ✔️
heavy_minus_sign ➖|heavy_multiplication_x ✖️|heavy_plus_sign ➕|herb 🌿|hourglass ⌛|hourglass_flowing_sand ⏳|house 🏠|hugging_face 🤗
hundred 💯|inbox_tray 📥|information_source ℹ️|jigsaw 🧩|joy 😂|key 🔑|keycap_star *️⃣|label 🏷️|large_blue_circle 🔵|large_blue_square 🟦
large_green_circle 🟢|large_green_square 🟩|large_orange_circle 🟠|large_purple_circle 🟣|large_red_square 🟥|large_yellow_circle 🟡
large_yellow_square 🟨|ledger 📒|link 🔗|lock 🔒|closed_lock_with_key 🔐|unlock 🔓|mag 🔍|mag_right 🔎|mailbox 📫|male-technologist 👨‍💻
female-technologist 👩‍💻|technologist 🧑‍💻|mega 📣|loudspeaker 📢|memo 📝|pencil 📝|pencil2 ✏️|lower_left_ballpoint_pen 🖊️|metal 🤘|microphone 🎤
microscope 🔬|money_with_wings 💸|moneybag 💰|mortar_board 🎓|moon 🌔|crescent_moon 🌙|movie_camera 🎥|muscle 💪|neutral_face 😐|new 🆕
newspaper 📰|no_entry ⛔|no_entry_sign 🚫|notebook 📓|nut_and_bolt 🔩|octagonal_sign 🛑|ok 🆗|ok_hand 👌|one 1️⃣|two 2️⃣|three 3️⃣|four 4️⃣
five 5️⃣|six 6️⃣|seven 7️⃣|eight 8️⃣|nine 9️⃣|zero 0️⃣|open_book 📖|open_file_folder 📂|open_hands 👐|orange_book 📙|outbox_tray 📤|package 📦
page_facing_up 📄|page_with_curl 📃|palm_tree 🌴|paperclip 📎|partying_face 🥳|pause_button ⏸️|double_vertical_bar ⏸️|black_square_for_stop ⏹️
pensive 😔|phone ☎️|telephone_receiver 📞|iphone 📱|pill 💊|pinched_fingers 🤌|point_down 👇|point_left 👈|point_right 👉|point_up ☝️
postbox 📮|pray 🙏|purple_heart 💜|pushpin 📌|round_pushpin 📍|puzzle_piece 🧩|question ❓|rainbow 🌈|raised_hand ✋|raised_hands 🙌
raising_hand 🙋|receipt 🧾|recycle ♻️|red_circle 🔴|relaxed ☺️|repeat 🔁|robot_face 🤖|rocket 🚀|rotating_light 🚨|runner 🏃|running 🏃
sad 🙁|slightly_frowning_face 🙁|slightly_smiling_face 🙂|scales ⚖️|school 🏫|scroll 📜|see_no_evil 🙈|seedling 🌱|shield 🛡️|ship 🚢|shrug 🤷
sleeping 😴|smile 😄|smiley 😃|simple_smile 🙂|snail 🐌|snowflake ❄️|sob 😭|sparkle ❇️|sparkles ✨|sparkling_heart 💖|speech_balloon 💬
left_speech_bubble 🗨️|star ⭐|star2 🌟|stop_sign 🛑|stopwatch ⏱️|timer_clock ⏲️|sunglasses 😎|sunny ☀️|sunrise 🌅|sweat_smile 😅|tada 🎉
tea 🍵|thinking_face 🤔|thought_balloon 💭|ticket 🎫|toolbox 🧰|trophy 🏆|triangular_flag_on_post 🚩|turtle 🐢|umbrella ☔|unicorn_face 🦄
upside_down_face 🙃|v ✌️|vertical_traffic_light 🚦|vibration_mode 📳|wastebasket 🗑️|warning ⚠️|wave 👋|waving_hand 👋|watch ⌚|white_check_mark ✅
white_circle ⚪|white_large_square ⬜|black_large_square ⬛|wink 😉|woman 👩|man 👨|worried 😟|wrench 🔧|writing_hand ✍️|x ❌|yellow_heart 💛|zap ⚡|zzz 💤
`;

/** Name -> character. */
export const EMOJI = new Map(
  TABLE.trim()
    .split(/[|\n]/)
    .map((entry) => {
      const cut = entry.indexOf(" ");
      return [entry.slice(0, cut), entry.slice(cut + 1)];
    }),
);

const TONES = ["🏻", "🏼", "🏽", "🏾", "🏿"];

/** The character of a name, or null. @param {string} [tone] "2" to "6", as in ":wave::skin-tone-3:" */
export function emoji(name, tone) {
  const found = EMOJI.get(name);
  if (!found) return null;
  return tone ? found.replace("\ufe0f", "") + (TONES[Number(tone) - 2] ?? "") : found;
}

/** Plain text with the names of emoji replaced. */
export const withEmoji = (text) =>
  text.replace(/:([a-z0-9_+'-]+):(?::skin-tone-([2-6]):)?/g, (whole, name, tone) => emoji(name, tone) ?? whole);
